import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { TicketSecret } from '../shared/identifiers.ts';
import type { VoterPaper, VoterStatus, VoterTicket } from '../shared/protocol/voter.ts';
import type { Refusal } from '../shared/result.ts';
import type { Draft } from './ballot-draft.ts';
import type { KeptBallot } from './kept-ballot.ts';
import { choosePage, type Page, type Place } from './page.ts';

export type Link = 'connecting' | 'connected' | 'lost';

/** How the cast under way stands. */
export type Progress = 'sending' | 'unanswered' | 'storage';

/** All that the phone knows at a moment. Acts change it, views read it. */
export interface VoterState {
  readonly code: Signal<TicketSecret | null>;
  /** What is in the box of the code page when it opens, to be corrected. */
  readonly typed: Signal<string>;
  readonly typedRefusal: Signal<Refusal | null>;
  /** The server, or an answer to a cast, has turned this ticket or this page away. */
  readonly refusal: Signal<Refusal | null>;
  readonly link: Signal<Link>;
  readonly paper: Signal<VoterPaper | null>;
  readonly status: Signal<VoterStatus | null>;
  readonly ticket: Signal<VoterTicket | null>;
  readonly ballot: Signal<KeptBallot | null>;
  /** Null until the ballot is known; then the first presenter who is not done. */
  readonly place: Signal<Place | null>;
  readonly progress: Signal<Progress>;
  /** Why the last cast was refused, until the next one. */
  readonly castRefusal: Signal<Refusal | null>;
  /** When an announced closing falls due, on the clock that the acts were given. */
  readonly closingAt: Signal<number | null>;
  /** Marks that 整人同评 has just replaced, to be brought back. */
  readonly replaced: Signal<Draft | null>;
  readonly page: ReadonlySignal<Page>;
}

export function createState(): VoterState {
  const code = signal<TicketSecret | null>(null);
  const refusal = signal<Refusal | null>(null);
  const paper = signal<VoterPaper | null>(null);
  const status = signal<VoterStatus | null>(null);
  const ticket = signal<VoterTicket | null>(null);
  const ballot = signal<KeptBallot | null>(null);
  const place = signal<Place | null>(null);
  const page = computed(() =>
    choosePage({
      hasTicket: code.value !== null,
      refusal: refusal.value,
      paper: paper.value,
      status: status.value,
      ticket: ticket.value,
      kept: ballot.value,
      place: place.value,
    }),
  );
  return {
    code,
    typed: signal(''),
    typedRefusal: signal<Refusal | null>(null),
    refusal,
    link: signal<Link>('connecting'),
    paper,
    status,
    ticket,
    ballot,
    place,
    progress: signal<Progress>('sending'),
    castRefusal: signal<Refusal | null>(null),
    closingAt: signal<number | null>(null),
    replaced: signal<Draft | null>(null),
    page,
  };
}

/** Everything that belonged to one ticket goes from the page; what the device keeps stays. */
export function clearTicket(state: VoterState): void {
  batch(() => {
    state.code.value = null;
    state.typedRefusal.value = null;
    state.refusal.value = null;
    state.link.value = 'connecting';
    state.paper.value = null;
    state.status.value = null;
    state.ticket.value = null;
    state.ballot.value = null;
    state.place.value = null;
    state.castRefusal.value = null;
    state.closingAt.value = null;
    state.replaced.value = null;
  });
}
