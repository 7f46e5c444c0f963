import type { MeetingArchive, Store } from '../../server/store/store.ts';
import type { MeetingId } from '../../shared/identifiers.ts';
import { tallyFigures } from '../../shared/tally.ts';
import {
  castOf,
  close,
  entryOf,
  newTickets,
  nextRound,
  open,
  openMeeting,
  type PaperTicket,
  paperTickets,
  readState,
  type SampleMeeting,
} from './sample-meeting.ts';

/** Of the two links that the meeting below has. */
export const SCREEN = { id: 'link1', kind: 'screen', createdAt: 5, revokedAt: null } as const;
export const HOST = { id: 'link2', kind: 'host', createdAt: 4, revokedAt: null } as const;
export const SCREEN_HASH = '1'.repeat(64);
export const HOST_HASH = '2'.repeat(64);

/** Twelve ballots of twenty tickets, two of them late, with all that a meeting can have. */
export async function archivableMeeting(store: Store): Promise<SampleMeeting> {
  const sample = await openMeeting(store, 18);
  const { id } = sample.meeting;
  await store.addScreenLink(id, SCREEN, SCREEN_HASH, entryOf('screen_link_made'));
  await store.addScreenLink(id, HOST, HOST_HASH, entryOf('screen_link_made'));
  const revoked = entryOf('screen_link_revoked', 9);
  await store.revokeScreenLink(id, HOST.id, 9, revoked);
  const { meeting, tickets, tally } = await readState(store, id);
  const voided = {
    round: 1,
    voidedAt: 6,
    reason: '设备故障',
    meeting,
    tickets,
    tally: tallyFigures(tally),
  };
  await nextRound(store, id, { voided });
  const opened = await open(store, id);
  const late = paperTickets('late', 2);
  await store.mintTickets(id, newTickets(late), entryOf('tickets_minted', 7));
  const all = { meeting: opened, tickets: [...sample.tickets, ...late] };
  for (const [number, ticket] of all.tickets.slice(8).entries())
    await store.cast(castOf(opened, ticket, { number }));
  const { commitment } = ticketOf(all, 0);
  await store.voidTickets(id, { commitments: [commitment] }, entryOf('tickets_voided'));
  await close(store, id);
  return all;
}

export async function exported(store: Store, id: MeetingId): Promise<MeetingArchive> {
  const archive = await store.exportMeeting(id);
  if (typeof archive === 'string') throw new Error(`not exported: ${archive}`);
  return archive;
}

export function ticketOf({ tickets }: SampleMeeting, number: number): PaperTicket {
  return tickets[number] as PaperTicket;
}
