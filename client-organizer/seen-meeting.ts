import type { Meeting, Phase } from '../shared/meeting.ts';
import { issued, type TicketCounts } from '../shared/meeting.ts';

/** The latest state of a meeting that this computer was told: what an older copy would lack. */
export interface SeenMeeting {
  readonly revision: number;
  /** ms since the epoch, by this computer's clock */
  readonly at: number;
  readonly phase: Phase;
  readonly issued: number;
  readonly returned: number;
}

/** All that is remembered of a moment: in an overview and in a meeting's detail alike. */
interface ToldMeeting {
  readonly meeting: Pick<Meeting, 'id' | 'phase'>;
  readonly tickets: readonly TicketCounts[];
  readonly revision: number;
}

/** For as long as the page lives, where the browser's storage is blocked. */
const onThisPage = new Map<string, SeenMeeting>();

/** [PHASE-7] Remembers what was told, unless something later was: an older state changes nothing. */
export function rememberSeen(storage: () => Storage, told: ToldMeeting, now: number): void {
  const { id, phase } = told.meeting;
  if (told.revision <= (seenMeeting(storage, id)?.revision ?? 0)) return;
  const seen: SeenMeeting = {
    revision: told.revision,
    at: now,
    phase,
    issued: told.tickets.reduce((sum, counts) => sum + issued(counts), 0),
    returned: told.tickets.reduce((sum, { spent }) => sum + spent, 0),
  };
  onThisPage.set(id, seen);
  try {
    storage().setItem(keyOf(id), JSON.stringify(seen));
  } catch {
    // A full or blocked storage: this page remembers it all the same.
  }
}

/** The latest of what any page of this browser was told; null when nothing. */
export function seenMeeting(storage: () => Storage, id: string): SeenMeeting | null {
  const here = onThisPage.get(id) ?? null;
  const kept = readKept(storage, id);
  if (here === null || kept === null) return here ?? kept;
  return kept.revision > here.revision ? kept : here;
}

/** For a meeting that somebody deleted on purpose. */
export function forgetSeen(storage: () => Storage, id: string): void {
  onThisPage.delete(id);
  try {
    storage().removeItem(keyOf(id));
  } catch {
    // Nothing is kept there then.
  }
}

function readKept(storage: () => Storage, id: string): SeenMeeting | null {
  try {
    const kept: unknown = JSON.parse(storage().getItem(keyOf(id)) ?? 'null');
    return isSeen(kept) ? kept : null;
  } catch {
    return null;
  }
}

function isSeen(kept: unknown): kept is SeenMeeting {
  return typeof kept === 'object' && kept !== null && 'revision' in kept && 'returned' in kept;
}

function keyOf(id: string): string {
  return `pingyi.seen.${id}`;
}
