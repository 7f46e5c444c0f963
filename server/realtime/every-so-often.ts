import type { Report } from './entrance.ts';

/** Acts each `intervalMs`, and not again before the last act has ended. */
export function everySoOften(
  intervalMs: number,
  act: () => Promise<void>,
  report: Report,
): { readonly stop: () => void } {
  let underWay = false;
  const timer = setInterval(() => {
    if (underWay) return;
    underWay = true;
    act()
      .catch(report)
      .finally(() => {
        underWay = false;
      });
  }, intervalMs);
  return { stop: () => clearInterval(timer) };
}
