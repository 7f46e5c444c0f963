import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CastKey, MeetingId, TicketSecret } from '../../../shared/identifiers.ts';
import { castOf, LightPhone } from './light-phone.ts';

const CONNECT_AT_ONCE = 64;
const NOTICE_CELLS = 48;
const OPENS_WITHIN_MS = 60_000;
const QUIET_MS = 300;
const STORM_ENDS_WITHIN_MS = 60_000;

/** Connects one phone a ticket, in the order given, to each of the servers in turn. */
export async function connectPhones(
  origins: readonly string[],
  tickets: readonly TicketSecret[],
): Promise<readonly LightPhone[]> {
  const phones: LightPhone[] = new Array(tickets.length);
  const waiting = tickets.entries();
  const connectSome = async (): Promise<void> => {
    for (const [place, ticket] of waiting) {
      const origin = origins[place % origins.length] ?? '';
      phones[place] = await LightPhone.connect(origin, ticket);
    }
  };
  await Promise.all(Array.from({ length: CONNECT_AT_ONCE }, connectSome));
  return phones;
}

/**
 * Waits until each phone was told that this round is open, and the server has nothing more to tell
 * any of them, so that no telling is in the storm.
 */
export async function untilOpen(phones: readonly LightPhone[], round: number): Promise<void> {
  const deadline = performance.now() + OPENS_WITHIN_MS;
  for (let heard = -1; ; ) {
    const heardNow = phones.reduce((sum, phone) => sum + phone.heard(), 0);
    if (heardNow === heard && phones.every((phone) => hasHeardOfOpening(phone, round))) return;
    if (performance.now() > deadline) throw new Error('a phone did not hear of the opening');
    heard = heardNow;
    await sleep(QUIET_MS);
  }
}

function hasHeardOfOpening(phone: LightPhone, round: number): boolean {
  const status = phone.status();
  return status?.phase === 'open' && status.round === round;
}

/** One cast for each phone, every one with a key of its own. */
export function castFrames(meeting: MeetingId, round: number, count: number): readonly string[] {
  return Array.from({ length: count }, () =>
    castOf(meeting, round, randomBytes(16).toString('hex') as CastKey, NOTICE_CELLS),
  );
}

/** All phones cast at once. Returns the ms from the first word to the last answer; throws unless every one is accepted. */
export async function storm(
  phones: readonly LightPhone[],
  frames: readonly string[],
): Promise<number> {
  const done = Promise.withResolvers<void>();
  const timer = setTimeout(
    () => done.reject(new Error(`${left} casts were not answered`)),
    STORM_ENDS_WITHIN_MS,
  );
  let left = phones.length;
  let refused = 0;
  const answered = (accepted: boolean): void => {
    if (!accepted) refused += 1;
    left -= 1;
    if (left === 0) done.resolve();
  };
  const begin = performance.now();
  for (const [place, phone] of phones.entries()) phone.send(frames[place] ?? '', answered);
  await done.promise;
  const elapsed = performance.now() - begin;
  clearTimeout(timer);
  if (refused > 0) throw new Error(`${refused} casts were refused`);
  return elapsed;
}
