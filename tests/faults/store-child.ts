import { rmSync } from 'node:fs';
import { openSqliteStore } from '../../server/store/sqlite/sqlite-store.ts';
import { StorageUnavailable, type Store } from '../../server/store/store.ts';
import { sameTally } from '../../shared/tally.ts';
import {
  castOf,
  change,
  meetingId,
  type PaperTicket,
  paperTickets,
  readMeetingOf,
  readState,
} from '../contract/sample-meeting.ts';
import { fillDisk } from './fill-disk.ts';
import type { Answer, Look, Order, Report } from './store-orders.ts';

/**
 * A process of its own around a store, so that it can be killed or starved. Takes orders from its
 * parent, one at a time, and answers each. Its meeting is the first of `sample-meeting`.
 */
const MEETING = meetingId(1);
const TICKETS_NAME = 'meeting 1';

const [file = '', ballast = ''] = process.argv.slice(2);
let store: Store = openSqliteStore({ file });

function report(message: Report): void {
  process.send?.(message);
}

function ticketsOf(from: number, many: number): readonly PaperTicket[] {
  return paperTickets(TICKETS_NAME, from + many).slice(from);
}

async function castWaves(from: number, many: number, wave: number): Promise<readonly string[]> {
  const meeting = await readMeetingOf(store, MEETING);
  const casts = ticketsOf(from, many).map((ticket, index) =>
    castOf(meeting, ticket, { number: from + index }),
  );
  const outcomes: string[] = [];
  for (let start = 0; start < many; start += wave) {
    const together = casts.slice(start, start + wave).map((cast) => outcomeOf(store.cast(cast)));
    outcomes.push(...(await Promise.all(together)));
  }
  return outcomes;
}

async function outcomeOf(cast: Promise<{ readonly outcome: string }>): Promise<string> {
  try {
    return (await cast).outcome;
  } catch (error) {
    return failureOf(error);
  }
}

function failureOf(error: unknown): string {
  if (error instanceof StorageUnavailable) return error.code;
  throw error;
}

/** Eight phones that each send the next ballot as soon as theirs is acknowledged. */
async function storm(from: number, many: number): Promise<void> {
  const meeting = await readMeetingOf(store, MEETING);
  const waiting = ticketsOf(from, many).map((ticket, index) => ({ ticket, number: from + index }));
  const phone = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { outcome } = await store.cast(castOf(meeting, next.ticket, { number: next.number }));
      if (outcome === 'accepted') report({ acknowledged: next.number });
    }
  };
  await Promise.all(Array.from({ length: 8 }, phone));
}

async function look(): Promise<Look> {
  const { meeting, revision, tickets, tally } = await readState(store, MEETING);
  const { counted, kept } = await store.recountBox(MEETING);
  return {
    phase: meeting.phase,
    revision,
    spent: tickets.reduce((sum, counts) => sum + counts.spent, 0),
    returned: tally.returned.reduce((sum, many) => sum + many, 0),
    sound: sameTally(counted, kept) && sameTally(kept, tally),
  };
}

async function reopen(): Promise<void> {
  await store.close();
  store = openSqliteStore({ file });
}

async function obey(order: Order): Promise<Answer> {
  switch (order.order) {
    case 'cast':
      return castWaves(order.from, order.many, order.wave);
    case 'look':
      return look();
    case 'storm':
      await storm(order.from, order.many);
      break;
    case 'pause':
      await change(store, MEETING, { phase: 'paused' });
      break;
    case 'close':
      await change(store, MEETING, { phase: 'closed' });
      break;
    case 'probe':
      await store.probe();
      break;
    case 'scrub':
      await store.scrub(MEETING);
      break;
    case 'reopen':
      await reopen();
      break;
    case 'fill':
      fillDisk(ballast);
      break;
    case 'free':
      rmSync(ballast);
      break;
  }
  return 'done';
}

process.on('message', (order: Order) => {
  obey(order).then(
    (answer) => report({ answer }),
    (error: unknown) => report({ answer: { failed: failureOf(error) } }),
  );
});
process.on('disconnect', () => process.exit());
report({ answer: 'done' });
