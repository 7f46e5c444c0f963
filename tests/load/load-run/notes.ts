import type { Phase } from '../../../shared/meeting.ts';
import type { SentCast } from '../vote-to-screen.ts';

/** A first receipt: from pressing 提交, however often it had to be asked. Moments of `machineNow`. */
export interface NotedReceipt extends SentCast {
  readonly meeting: number;
}

/** All that phones noted down, for the report. Times in ms. */
export interface Notes {
  /** From the first attempt to connect to holding ballot, ticket and status. */
  readonly arrivals: number[];
  /** From losing a connection to holding all that again. */
  readonly returns: number[];
  readonly receipts: NotedReceipt[];
  /** When a connected phone heard that its meeting had gone over to the phase; by meeting. */
  readonly heard: Readonly<Record<HeardPhase, { readonly meeting: number; readonly at: number }[]>>;
  /** What went wrong, by code, and how often. */
  readonly errors: Map<string, number>;
}

export type HeardPhase = Extract<Phase, 'open' | 'closed'>;

export function emptyNotes(): Notes {
  return {
    arrivals: [],
    returns: [],
    receipts: [],
    heard: { open: [], closed: [] },
    errors: new Map(),
  };
}

export function noteError({ errors }: Notes, code: string, times = 1): void {
  errors.set(code, (errors.get(code) ?? 0) + times);
}

/** Adds what the phones of another worker noted down. */
export function addNotes(notes: Notes, other: Notes): void {
  append(notes.arrivals, other.arrivals);
  append(notes.returns, other.returns);
  append(notes.receipts, other.receipts);
  append(notes.heard.open, other.heard.open);
  append(notes.heard.closed, other.heard.closed);
  for (const [code, times] of other.errors) noteError(notes, code, times);
}

/** `push(...many)` would put all of them on the stack. */
function append<Item>(list: Item[], more: readonly Item[]): void {
  for (const item of more) list.push(item);
}
