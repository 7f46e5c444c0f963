import type { PhoneAddress } from '../shared/protocol/http.ts';

const WARNINGS: Readonly<Record<PhoneAddress['warnings'][number], string>> = {
  localhost: '仅限本机，手机无法访问',
  plain_http: '未加密',
  configured_but_not_here: '不是本机的地址，请确认手机能够访问',
};

/** On a line of its own: a terminal has just written `^C`. */
export const FAREWELL = '\n评议已停止。\n';

/**
 * What the terminal says once the doors are open: where to sign in, and what phones will use.
 * The link is null where the data folder could not take one.
 */
export function welcome(signInLink: string | null, addresses: readonly PhoneAddress[]): string {
  return [
    '评议已启动。',
    ...waysIn(signInLink),
    '手机访问地址：',
    ...addresses.map((address, index) => `  ${address.url}${remark(address, index === 0)}`),
    '按 Ctrl+C 停止。',
    '',
  ].join('\n');
}

function waysIn(signInLink: string | null): readonly string[] {
  return signInLink === null
    ? ['数据文件夹无法写入，没有生成控制台登录链接。请清理磁盘，再运行 npm run sign-in。']
    : [
        '控制台登录链接（只能使用一次，15 分钟内有效；重新获取：npm run sign-in）：',
        `  ${signInLink}`,
      ];
}

function remark({ warnings }: PhoneAddress, printed: boolean): string {
  const remarks = [
    ...(printed ? ['印在测评票上'] : []),
    ...warnings.map((warning) => WARNINGS[warning]),
  ];
  return remarks.length === 0 ? '' : `（${remarks.join('；')}）`;
}
