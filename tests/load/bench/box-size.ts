import { spread } from './figures.ts';
import { type FilledBox, fillBox } from './filled-box.ts';
import { LightPhone } from './light-phone.ts';
import { castFrames, connectPhones, storm, untilOpen } from './phones.ts';
import { startServer, withServers } from './servers.ts';
import { STORAGES, type Storage, type StorageKind, withStorage } from './storage.ts';

export const FEW_BALLOTS = 100;
const SLICES = 8;
/** The first slices get the code compiled. */
const WARM_UP_SLICES = 2;
const LARGEST_SLICE = 300;
const MOST_STARTS = 3;
const STARTS_WITHIN_MS = 60_000;

/** Votes of a slice: fewer where all is small, to see that it runs. */
function sliceOf(ballots: number): number {
  return Math.min(LARGEST_SLICE, Math.ceil(ballots / 10));
}

export interface BoxOptions {
  readonly ballots: number;
  /** As many starts, up to three. */
  readonly rounds: number;
  readonly serverFlags: readonly string[];
  readonly progress: (line: string) => void;
}

interface Filled extends FilledBox {
  readonly storage: Storage;
}

interface Start {
  /** ms from making the process to a phone that is let in. */
  readonly elapsedMs: number;
  readonly processorMs: number;
}

interface SliceCost {
  readonly few: number;
  readonly many: number;
}

/** With a nearly empty and a full box: starts of the server, and ms for the same number of votes. */
export interface BoxFigures {
  readonly starts: { readonly few: readonly Start[]; readonly many: readonly Start[] };
  readonly costs: readonly SliceCost[];
  /** Votes of which `costs` tells. */
  readonly slice: number;
}

/** The quickest start in ms, by how full the box is: whatever disturbs one makes it longer. */
export type StartFigures = Readonly<
  Record<StorageKind, { readonly few: number; readonly many: number }>
>;

export async function measureBoxSize(
  options: BoxOptions,
): Promise<Readonly<Record<StorageKind, BoxFigures>>> {
  const figures = new Map<StorageKind, BoxFigures>();
  for (const kind of STORAGES)
    await withStorage(kind, (fewIn) =>
      withStorage(kind, async (manyIn) => {
        options.progress(`box: filling one with ${options.ballots} ballots (${kind})`);
        figures.set(kind, await measureBoth(fewIn, manyIn, options));
      }),
    );
  return Object.fromEntries(figures) as Record<StorageKind, BoxFigures>;
}

export function startFigures(figures: Readonly<Record<StorageKind, BoxFigures>>): StartFigures {
  const quickest = (starts: readonly Start[]) =>
    spread(starts.map(({ elapsedMs }) => elapsedMs)).least;
  const entries = STORAGES.map((kind) => {
    const { few, many } = figures[kind].starts;
    return [kind, { few: quickest(few), many: quickest(many) }];
  });
  return Object.fromEntries(entries) as StartFigures;
}

async function measureBoth(
  fewIn: Storage,
  manyIn: Storage,
  options: BoxOptions,
): Promise<BoxFigures> {
  const slice = sliceOf(options.ballots);
  const few = await fill(fewIn, FEW_BALLOTS, slice);
  const many = await fill(manyIn, options.ballots, slice);
  const starts = { few: await startsOf(few, options), many: await startsOf(many, options) };
  return { starts, costs: await costsOf(few, many, slice, options), slice };
}

async function fill(storage: Storage, ballots: number, slice: number): Promise<Filled> {
  const store = await storage.openStore();
  try {
    return { storage, ...(await fillBox(store, ballots, slice * (SLICES + WARM_UP_SLICES))) };
  } finally {
    await store.close();
  }
}

async function startsOf(
  { storage, fresh: [ticket] }: Filled,
  { rounds, serverFlags, progress }: BoxOptions,
): Promise<readonly Start[]> {
  if (ticket === undefined) throw new Error('no fresh ticket');
  const most = Math.min(MOST_STARTS, rounds);
  const starts: Start[] = [];
  for (let start = 1; start <= most; start++) {
    progress(`box: start ${start}/${most}`);
    const server = await startServer(storage, serverFlags);
    try {
      const phone = await connectAtLast(server.origin, ticket, server.startedAt);
      const elapsedMs = performance.now() - server.startedAt;
      starts.push({ elapsedMs, processorMs: await server.processorMs() });
      phone.leave();
    } finally {
      await server.stop();
    }
  }
  return starts;
}

async function connectAtLast(
  origin: string,
  ticket: FilledBox['fresh'][number],
  startedAt: number,
): Promise<LightPhone> {
  for (;;)
    try {
      return await LightPhone.connect(origin, ticket);
    } catch (error) {
      if (performance.now() - startedAt > STARTS_WITHIN_MS) throw error;
    }
}

/** In turns, slice by slice. */
async function costsOf(
  few: Filled,
  many: Filled,
  size: number,
  { serverFlags, progress }: BoxOptions,
): Promise<readonly SliceCost[]> {
  return withServers(few.storage, 1, serverFlags, (fewServers) =>
    withServers(many.storage, 1, serverFlags, async (manyServers) => {
      const fewVotes = await slicesOf(few, size, fewServers.first.origin);
      const manyVotes = await slicesOf(many, size, manyServers.first.origin);
      const costs: SliceCost[] = [];
      for (let slice = 0; slice < SLICES + WARM_UP_SLICES; slice++) {
        const [first, second] = slice % 2 === 0 ? [fewVotes, manyVotes] : [manyVotes, fewVotes];
        const firstMs = await first(slice);
        const secondMs = await second(slice);
        const [fewMs, manyMs] = slice % 2 === 0 ? [firstMs, secondMs] : [secondMs, firstMs];
        if (slice >= WARM_UP_SLICES) costs.push({ few: fewMs, many: manyMs });
      }
      progress(`box: ${SLICES} slices of ${size} votes`);
      return costs;
    }),
  );
}

async function slicesOf(
  { meeting, round, fresh }: Filled,
  size: number,
  origin: string,
): Promise<(slice: number) => Promise<number>> {
  const phones = await connectPhones([origin], fresh);
  await untilOpen(phones, round);
  return async (slice) => {
    const some = phones.slice(slice * size, (slice + 1) * size);
    const elapsed = await storm(some, castFrames(meeting, round, some.length));
    for (const phone of some) phone.leave();
    return elapsed;
  };
}
