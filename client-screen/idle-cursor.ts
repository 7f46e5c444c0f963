const IDLE_MS = 3000;

/** Hides the pointer over the projection while nobody moves it; `idle` on the root element tells. */
export function hideIdleCursor(page: Document): void {
  const root = page.documentElement;
  let timer = setTimeout(() => root.classList.add('idle'), IDLE_MS);
  page.addEventListener('pointermove', () => {
    clearTimeout(timer);
    root.classList.remove('idle');
    timer = setTimeout(() => root.classList.add('idle'), IDLE_MS);
  });
}
