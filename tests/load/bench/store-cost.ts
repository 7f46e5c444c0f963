import { Encoder, PacketType } from 'socket.io-parser';
import type { Cast, MeetingState, Store } from '../../../server/store/store.ts';
import {
  type DisplayStep,
  shownOf,
  snapshotOf,
  stepDisplay,
} from '../../../server/voting/live-display.ts';
import type { MeetingId } from '../../../shared/identifiers.ts';
import { SCREEN_NAMESPACE } from '../../../shared/protocol/screen.ts';
import { castTogether } from './filled-box.ts';
import type { Storage } from './storage.ts';

/** µs for each act, called in this process with no phones, no server and no screens about. */
export interface ActCost {
  /** Processor time of the process that acts. */
  readonly own: number;
  /** Processor time of `redis-server`; 0 with the embedded store. */
  readonly redis: number;
  /** By the clock, waiting for the disk included. */
  readonly elapsed: number;
}

/** Casts in groups of `atOnce`, each group durable before the next is sent. */
export async function measureCommit(
  storage: Storage,
  store: Store,
  casts: readonly Cast[],
  atOnce: number,
): Promise<ActCost> {
  const inGroups = async (some: readonly Cast[]) => {
    for (let cast = 0; cast < some.length; cast += atOnce)
      await castTogether(store, some.slice(cast, cast + atOnce));
  };
  const warmUp = Math.ceil(casts.length / 5);
  await inGroups(casts.slice(0, warmUp));
  return costOf(storage, casts.length - warmUp, () => inGroups(casts.slice(warmUp)));
}

/** From the notice that the meeting changed to what its display shows next, as every process does it. */
export function measureLook(
  storage: Storage,
  store: Store,
  id: MeetingId,
  times: number,
): Promise<ActCost> {
  let step: DisplayStep | null = null;
  return repeated(storage, times, async () => {
    step = await stepDisplay(store, await stateOf(store, id), step);
  });
}

/** From there to the text of the frame that goes to the meeting's screens. */
export async function measureSnapshot(
  storage: Storage,
  store: Store,
  id: MeetingId,
  times: number,
): Promise<ActCost> {
  const encoder = new Encoder();
  const state = await stateOf(store, id);
  return repeated(storage, times, async () => {
    // A new moment each time, since its scores are made once.
    const told = snapshotOf({
      state,
      shown: shownOf(state),
      interrupted: false,
      closingDueAt: null,
    });
    encoder.encode({ type: PacketType.EVENT, nsp: SCREEN_NAMESPACE, data: ['snapshot', told] });
  });
}

async function stateOf(store: Store, id: MeetingId): Promise<MeetingState> {
  const state = await store.readMeeting(id);
  if (state === null) throw new Error('no meeting');
  return state;
}

async function repeated(
  storage: Storage,
  times: number,
  act: () => Promise<void>,
): Promise<ActCost> {
  const repeat = async (count: number) => {
    for (let done = 0; done < count; done++) await act();
  };
  await repeat(Math.ceil(times / 5));
  return costOf(storage, times, () => repeat(times));
}

async function costOf(storage: Storage, times: number, act: () => Promise<void>): Promise<ActCost> {
  const redisBefore = await storage.processorMs();
  const before = process.cpuUsage();
  const begin = performance.now();
  await act();
  const elapsedMs = performance.now() - begin;
  const { user, system } = process.cpuUsage(before);
  const redisMs = (await storage.processorMs()) - redisBefore;
  return {
    own: (user + system) / times,
    redis: (redisMs * 1000) / times,
    elapsed: (elapsedMs * 1000) / times,
  };
}
