/**
 * The refusals that a phone can be told, with the words for them. Apart from the other codes, whose
 * words the phone page would carry for nothing.
 */
export const VOTER_CODES = {
  // the ticket
  ticket_malformed: '测评码应为 16 位字母和数字，请核对后重新输入。',
  ticket_unknown: '没有找到这张测评票，请核对测评码，或联系现场工作人员。',
  ticket_used: '这张测评票已经使用过，不能重复提交。如有疑问，请联系现场工作人员。',
  ticket_voided: '这张测评票已作废，请联系现场工作人员换票。',
  too_many_tries: '尝试次数过多，请稍后再试，或联系现场工作人员。',
  // the cast
  voting_not_open: '测评尚未开始，请稍候。',
  voting_paused: '测评已暂停，您的填写已保留，恢复后请再提交。',
  voting_closed: '测评已经结束，这张测评票没有提交。',
  wrong_meeting: '这张测评票不属于本次会议，请重新扫描票上的二维码。',
  wrong_round: '测评已重新开始，请重新填写后提交。',
  marks_missing: '还有项目没有评价，请填写完整后提交。',
  marks_extra: '测评内容与本次会议不符，请重新扫描票上的二维码。',
  mark_out_of_range: '测评内容有误，请重新扫描票上的二维码后填写。',
  blank_refused: '本次测评不设弃权，请对每一项作出评价。',
  storage_unavailable: '暂时无法保存，您的填写已保留，恢复后会自动提示，请稍候。',
  meeting_halted: '测评已中止，请听从主持人安排。',
  // anything else
  meeting_unknown: '没有找到这个会议。',
  version_mismatch: '页面版本已更新，请刷新后继续。',
  bad_request: '请求内容有误。',
  payload_too_large: '提交的内容过大。',
  internal: '系统出现故障，请稍后再试，或联系技术人员。',
} as const;

/** The words for a code; for one that phones do not know, the words for an unknown failure. */
export function voterCodeText(code: string): string {
  // Not `Object.hasOwn`: phones with Chrome 57 run this.
  const text: unknown = VOTER_CODES[code as keyof typeof VOTER_CODES];
  return typeof text === 'string' ? text : VOTER_CODES.internal;
}
