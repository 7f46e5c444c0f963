/**
 * Ms of a clock that never jumps, whatever the clock of the machine is set to; means nothing outside
 * of this process. For every span that must last as long as was said.
 */
export function steadyNow(): number {
  return performance.now();
}
