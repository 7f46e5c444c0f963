import type { Meeting, TicketCounts } from '../meeting.ts';
import type { ScreenSnapshot } from './screen.ts';

/** Socket.IO namespace of the console: entered by the session cookie; acts go through HTTP. */
export const ORGANIZER_NAMESPACE = '/organizer';

/** Events of the meeting's log (PHASE-2); the console has the Chinese words for each. */
export const LOG_EVENTS = [
  'meeting_created',
  'plan_changed',
  'papers_changed',
  'tickets_minted',
  'tickets_voided',
  'rehearsal_started',
  'rehearsal_ended',
  'opened',
  'paused',
  'resumed',
  'closing_announced',
  'closing_cancelled',
  'closed',
  'revealed',
  'round_voided',
  'screen_link_made',
  'screen_link_revoked',
  'storage_failed',
  'storage_recovered',
  'alarm_raised',
  'meeting_exported',
  'meeting_imported',
  'older_data_found',
  'older_data_accepted',
] as const;
export type LogEvent = (typeof LOG_EVENTS)[number];

/** One line of the meeting's log. Never about a single voter (SECRET-1). */
export interface LogEntry {
  /** ms since the epoch */
  readonly at: number;
  readonly role: 'organizer' | 'server';
  readonly event: LogEvent;
  /** e.g. `{ returned: 178, issued: 180 }`; names in the vocabulary of docs/rules.md. */
  readonly figures: Readonly<Record<string, number | string>>;
}

export type StorageState =
  | { readonly state: 'ok' }
  /** `since` in ms since the epoch; `code` such as `SQLITE_FULL`, for the operator. */
  | { readonly state: 'failing'; readonly since: number; readonly code: string };

/** Everything on the control page, of one moment; each replaces the one before. */
export interface Overview {
  readonly meeting: Meeting;
  readonly tickets: readonly TicketCounts[];
  readonly phones: number;
  readonly screens: number;
  /** Ballots of the last 60 seconds in all; never by group or ticket. */
  readonly returnedPerMinute: number;
  /** Newest last, at most 50. */
  readonly log: readonly LogEntry[];
  readonly storage: StorageState;
  /** An operator allowed a store that may lose acknowledged votes: for trying out only. */
  readonly lossy: boolean;
  /** What the screens show at this moment. */
  readonly snapshot: ScreenSnapshot;
}

export interface OrganizerAuth {
  readonly protocol: number;
  /** The meeting whose control page this is. */
  readonly meeting: string;
  /** The highest revision of it that this console was told, or 0 (PHASE-7). */
  readonly seen: number;
}

export interface OrganizerServerEvents {
  overview: (overview: Overview) => void;
  beat: () => void;
}

export type OrganizerClientEvents = Record<never, never>;
