/** One environment variable, as the README lists it in both languages. */
export interface Setting {
  readonly name: string;
  /** What counts while the variable is unset or empty, as people read it; empty for nothing. */
  readonly fallback: string;
  readonly english: string;
  readonly chinese: string;
}

/** All there are; `readConfiguration` reads these and no others. */
export const SETTINGS = [
  {
    name: 'PORT',
    fallback: '3000',
    english: 'Port to listen on; 0 takes any free one.',
    chinese: '监听端口；0 表示任取一个空闲端口。',
  },
  {
    name: 'HOST',
    fallback: '0.0.0.0',
    english: 'Address to listen on; `127.0.0.1` lets in this machine alone.',
    chinese: '监听地址；`127.0.0.1` 表示仅限本机访问。',
  },
  {
    name: 'PUBLIC_URL',
    fallback: '',
    english:
      'What tickets carry and phones open, such as `https://vote.example.org`; unset, the address of this machine in its network.',
    chinese:
      '测评票上印的、手机打开的地址，如 `https://vote.example.org`；不设时用本机的局域网地址。',
  },
  {
    name: 'DATA_DIR',
    fallback: 'data',
    english: 'Folder of everything that must be kept.',
    chinese: '存放全部数据的文件夹。',
  },
  {
    name: 'REDIS_URL',
    fallback: '',
    english:
      'Redis of several servers, such as `redis://:password@10.0.0.5:6379` or any node of a cluster; unset, the embedded store in `DATA_DIR`.',
    chinese:
      '多台服务器共用的 Redis，如 `redis://:密码@10.0.0.5:6379`，集群写任一节点；不设时用 `DATA_DIR` 中的内置存储。',
  },
  {
    name: 'ALLOW_LOSSY_REDIS',
    fallback: '',
    english:
      '`yes` goes on with a Redis that may lose acknowledged votes, for trying out only; every console then says so.',
    chinese: '`yes` 表示允许使用可能丢票的 Redis，仅供试用，控制台会一直提示。',
  },
  {
    name: 'ORGANIZER_PASSWORD',
    fallback: '',
    english:
      'Lets organizers sign in by password, of at least 8 characters; unset, by one-time links only.',
    chinese: '组织者登录密码，至少 8 个字符；不设时只能用一次性链接登录。',
  },
  {
    name: 'METRICS_TOKEN',
    fallback: '',
    english:
      'Opens `/metrics` to whoever sends it as a bearer token, of at least 16 characters; unset, to programs on this machine alone.',
    chinese:
      '监控系统读取 `/metrics` 所用的令牌（Bearer），至少 16 个字符；不设时仅限本机程序读取。',
  },
  {
    name: 'TLS_CERT',
    fallback: '',
    english: 'File of the certificate chain (PEM), to speak https; together with `TLS_KEY`.',
    chinese: 'https 证书链文件（PEM），与 `TLS_KEY` 同时设置。',
  },
  {
    name: 'TLS_KEY',
    fallback: '',
    english: 'File of the private key (PEM).',
    chinese: 'https 私钥文件（PEM）。',
  },
  {
    name: 'TRUST_PROXY',
    fallback: '',
    english:
      'Proxies whose `X-Forwarded-For` is believed when tries are counted by address: addresses, networks (`10.1.0.0/16`), `loopback`, `linklocal`, `uniquelocal`, separated by commas; unset, nobody.',
    chinese:
      '按地址限制尝试次数时，信任其 `X-Forwarded-For` 的代理：地址、网段（`10.1.0.0/16`）或 `loopback`、`linklocal`、`uniquelocal`，用逗号分隔；不设时一概不信任。',
  },
  {
    name: 'LOG_LEVEL',
    fallback: 'info',
    english: '`fatal`, `error`, `warn`, `info`, `debug`, `trace` or `silent`.',
    chinese: '日志级别：`fatal`、`error`、`warn`、`info`、`debug`、`trace` 或 `silent`。',
  },
] as const satisfies readonly Setting[];

export type SettingName = (typeof SETTINGS)[number]['name'];

const HEADINGS = {
  english: ['Variable', 'Default', 'Meaning'],
  chinese: ['变量', '默认值', '含义'],
} as const;

/** The Markdown table between the `configuration` markers of a README. */
export function configurationTable(language: 'english' | 'chinese'): string {
  const rows = SETTINGS.map((setting) => [
    `\`${setting.name}\``,
    setting.fallback === '' ? '' : `\`${setting.fallback}\``,
    setting[language],
  ]);
  const lines = [HEADINGS[language], ['---', '---', '---'], ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
