import { signal } from '@preact/signals';
import type { MeetingId } from '../shared/identifiers.ts';

/** The four rooms of a meeting, in the order of the day. */
export const MEETING_TABS = ['prepare', 'tickets', 'control', 'result'] as const;
export type MeetingTab = (typeof MEETING_TABS)[number];

export type Route =
  | { readonly page: 'meetings' }
  /** Of the server, whatever meetings it has. */
  | { readonly page: 'health' }
  | { readonly page: MeetingTab; readonly meetingId: MeetingId };

const HEALTH_ADDRESS = '#/health';
const MEETING_ADDRESS = /^#\/m\/([a-z0-9]{12})\/(prepare|tickets|control|result)$/;

/** Anything that is no page is the list: a mistyped address leads somewhere useful. */
export function readRoute(hash: string): Route {
  if (hash === HEALTH_ADDRESS) return { page: 'health' };
  const match = MEETING_ADDRESS.exec(hash);
  if (match === null) return { page: 'meetings' };
  return { page: match[2] as MeetingTab, meetingId: match[1] as MeetingId };
}

/** The way back: `#/`, `#/health` or `#/m/ID/prepare`. */
export function addressOf(route: Route): string {
  if (route.page === 'meetings') return '#/';
  if (route.page === 'health') return HEALTH_ADDRESS;
  return `#/m/${route.meetingId}/${route.page}`;
}

/** What the address bar says; set by `followAddressBar` alone. */
export const route = signal<Route>({ page: 'meetings' });

/** Asked before a page is left; says what would be lost, or null when nothing would. */
type LeaveGuard = () => string | null;
const leaveGuards = new Set<LeaveGuard>();

/** Each part of a page guards what it has not saved; returns the way to stop guarding. */
export function guardLeaving(guard: LeaveGuard): () => void {
  leaveGuards.add(guard);
  return () => void leaveGuards.delete(guard);
}

/** What leaving would lose, in words for one question; null when nothing. */
function lossByLeaving(): string | null {
  const losses = [...leaveGuards].map((guard) => guard()).filter((loss) => loss !== null);
  return losses.length === 0 ? null : losses.join('\n');
}

export function goTo(next: Route): void {
  location.hash = addressOf(next);
}

/**
 * Keeps `route` in step with the address bar. A page that guards something is asked first, both
 * when another page is chosen and when the window is closed.
 */
export function followAddressBar(): void {
  let shown = location.hash;
  route.value = readRoute(shown);
  addEventListener('hashchange', () => {
    if (location.hash === shown) return;
    const loss = lossByLeaving();
    if (loss !== null && !confirm(loss)) {
      history.replaceState(null, '', shown === '' ? '#/' : shown);
      return;
    }
    shown = location.hash;
    route.value = readRoute(shown);
    scrollTo(0, 0);
  });
  addEventListener('beforeunload', (event) => {
    if (lossByLeaving() !== null) event.preventDefault();
  });
}
