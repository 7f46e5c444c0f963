/** ms on the clock that all threads and processes of this machine share and nobody sets. */
export function machineNow(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1000 + nanoseconds / 1e6;
}

/** Acts at a moment of `machineNow`, or at once where that is past. */
export function actAt(moment: number, act: () => void): NodeJS.Timeout {
  return setTimeout(act, Math.max(0, moment - machineNow()));
}
