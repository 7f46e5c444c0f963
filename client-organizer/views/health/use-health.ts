import { useEffect, useState } from 'preact/hooks';
import type { HealthReport } from '../../../shared/protocol/health.ts';
import { request } from '../../api.ts';

/** What is known of the server, and whether it may be believed at this moment. */
export type HealthOnPage =
  | { readonly state: 'asking' }
  | { readonly state: 'live'; readonly report: HealthReport }
  /** No answer for `SILENT_AFTER_MS`, or none but a refusal: old figures, to be shown as old. */
  | { readonly state: 'stale'; readonly report: HealthReport | null };

const ASK_EVERY_MS = 2000;
const SILENT_AFTER_MS = 3000;

/** How the process runs that answers, asked again and again for as long as the page is shown. */
export function useHealth(): HealthOnPage {
  const [health, setHealth] = useState<HealthOnPage>({ state: 'asking' });
  useEffect(() => {
    let next: ReturnType<typeof setTimeout> | undefined;
    let silence: ReturnType<typeof setTimeout> | undefined;
    let ended = false;
    const stale = () =>
      setHealth((before) => ({
        state: 'stale',
        report: before.state === 'asking' ? null : before.report,
      }));
    const ask = async () => {
      silence = setTimeout(stale, SILENT_AFTER_MS);
      const answer = await request<HealthReport>('GET', '/api/health');
      clearTimeout(silence);
      if (ended) return;
      if (answer.ok) setHealth({ state: 'live', report: answer.value });
      else stale();
      next = setTimeout(() => void ask(), ASK_EVERY_MS);
    };
    void ask();
    return () => {
      ended = true;
      clearTimeout(next);
      clearTimeout(silence);
    };
  }, []);
  return health;
}
