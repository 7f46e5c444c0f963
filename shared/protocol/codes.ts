import { VOTER_CODES } from './voter-codes.ts';

/**
 * Every refusal that a person or a program can meet, with the Chinese words that the person sees:
 * what is the matter and what to do. A test keeps docs/protocol.md in step with this table.
 */
export const CODES = {
  ...VOTER_CODES,
  // the meeting
  wrong_phase: '会议当前所处的阶段不能进行这项操作。',
  plan_frozen: '测评开启后，测评办法、述职人及其顺序不能再修改。',
  plan_invalid: '会议信息不完整或有误。',
  rule_invalid: '测评办法有误。',
  group_without_tickets: '有的票类还没有可用的测评票。',
  group_has_tickets: '已有测评票的票类不能删除。',
  tickets_too_many: '测评票数量超出上限。',
  batch_unknown: '没有找到这一批测评票。',
  reason_missing: '请填写原因。',
  confirmation_missing: '请先确认。',
  result_not_ready: '测评结束后才能查看结果。',
  conflict: '会议刚刚被其他页面修改，请刷新后再试。',
  box_mismatch: '票箱与计票结果不一致，测评已中止。请保留现场，联系技术人员。',
  older_data: '服务器的数据早于此前的记录，操作没有完成。请到“会场控制”页核对处理。',
  // the files that people bring
  file_unreadable: '无法读取这个文件，请使用 .xlsx 或 .csv 格式。',
  file_too_large: '文件过大。',
  import_invalid: '名单中有错误，请按提示修改。',
  // entrances
  sign_in_required: '请先登录。',
  sign_in_failed: '登录未成功，请核对后重试。',
  sign_in_expired: '登录链接已失效，请在服务器上运行 npm run sign-in 获取新的链接。',
  screen_link_revoked: '大屏链接无效或已停用，请向会议组织者索取新的链接。',
  origin_refused: '请从本系统的页面访问。',
  // anything else
  not_found: '没有找到相应的内容。',
  metrics_token_required: '请提供监控令牌。',
  server_stopping: '服务器正在停止或重新启动，请稍后再试。',
} as const;

export type Code = keyof typeof CODES;

/** The words for a code; for a code of a newer server, the words for an unknown failure. */
export function codeText(code: string): string {
  const text: unknown = CODES[code as Code];
  return typeof text === 'string' ? text : CODES.internal;
}
