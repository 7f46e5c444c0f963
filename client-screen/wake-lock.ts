/**
 * Keeps the display from falling asleep, where the browser can (a secure page, Chrome 84 and
 * later). The browser lets go whenever the page is hidden, so it is asked for anew.
 */
export function stayAwake(page: Document, browser: Navigator): void {
  if (!('wakeLock' in browser)) return;
  const ask = () => {
    if (page.visibilityState === 'visible')
      // Refused on an empty battery, for one: a screen that dims is no reason to fail.
      browser.wakeLock.request('screen').catch(() => undefined);
  };
  page.addEventListener('visibilitychange', ask);
  ask();
}
