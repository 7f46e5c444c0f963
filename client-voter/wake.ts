const CLOCK_CHECK_MS = 1000;
const CLOCK_JUMP_MS = 4000;
const TOGETHER_MS = 50;

/**
 * Calls back whenever the page may have been asleep, with how long at most, in ms: after unlocking,
 * coming back from another application, a restored page, a network that returns, or a jump of the
 * clock that no event announced. `Infinity` where the connection cannot have lived through it.
 */
export function onWake(wake: (awayMs: number) => void): void {
  const wakeOnce = together(wake);
  let hiddenAt = Date.now();
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') wakeOnce(Date.now() - hiddenAt);
    else hiddenAt = Date.now();
  });
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) wakeOnce(Number.POSITIVE_INFINITY);
  });
  window.addEventListener('online', () => wakeOnce(Number.POSITIVE_INFINITY));
  watchClock(wakeOnce);
}

/** One unlocking makes several of these events; they are told as one, with the longest time. */
function together(wake: (awayMs: number) => void): (awayMs: number) => void {
  let longest = -1;
  return (awayMs) => {
    if (longest < 0)
      setTimeout(() => {
        const told = longest;
        longest = -1;
        wake(told);
      }, TOGETHER_MS);
    longest = Math.max(longest, awayMs, 0);
  };
}

function watchClock(wake: (awayMs: number) => void): void {
  let before = Date.now();
  setInterval(() => {
    const now = Date.now();
    // Timers of a hidden page are slowed down; its return is announced by an event.
    if (now - before > CLOCK_JUMP_MS && document.visibilityState === 'visible') wake(now - before);
    before = now;
  }, CLOCK_CHECK_MS);
}
