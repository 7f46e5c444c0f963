/** `10:23:05` on the operator's own clock; `at` in ms since the epoch. */
export function timeOfDay(at: number): string {
  return new Date(at).toLocaleTimeString('zh-CN', { hour12: false });
}

/** Whole seconds still to go, rounded up, so that 0 is said only when it is over. */
export function secondsLeft(closingInMs: number, sinceReceivedMs: number): number {
  return Math.max(0, Math.ceil((closingInMs - sinceReceivedMs) / 1000));
}
