import { SERVER, startChild } from './child-server.ts';
import { type Row, spread, spreadText } from './figures.ts';
import { type FilledBox, fillBox } from './filled-box.ts';
import { temporaryFolder } from './leftovers.ts';
import { LightPhone } from './light-phone.ts';
import { castFrames, connectPhones, storm, untilOpen } from './phones.ts';
import { withServer } from './server-pair.ts';

const FEW_BALLOTS = 100;
const SLICES = 8;
/** The first slices get the code compiled. */
const WARM_UP_SLICES = 2;
const SLICE = 300;
const STARTS = 3;
const TARGET_START_MS = 3000;
const STARTS_WITHIN_MS = 60_000;

export interface BoxOptions {
  readonly ballots: number;
  readonly serverFlags: readonly string[];
  readonly progress: (line: string) => void;
}

interface Filled extends FilledBox {
  readonly dataDir: string;
}

/** What a nearly empty and a full box cost: at the start of the server and with every vote. */
export async function measureBoxSize(options: BoxOptions): Promise<readonly Row[]> {
  const { ballots, progress } = options;
  const few = await fill(FEW_BALLOTS);
  progress(`box: filling one with ${ballots} ballots`);
  const many = await fill(ballots);
  const starts = { few: await startsOf(few, options), many: await startsOf(many, options) };
  const costs = await costsOf(few, many, options);
  return [castRow(costs, ballots), ...startRows(starts, ballots)];
}

async function fill(ballots: number): Promise<Filled> {
  const dataDir = await temporaryFolder();
  return { dataDir, ...(await fillBox(dataDir, ballots, SLICE * (SLICES + WARM_UP_SLICES))) };
}

interface Start {
  /** ms from making the process to a phone that is let in. */
  readonly elapsedMs: number;
  readonly processorMs: number;
}

async function startsOf(
  { dataDir, fresh: [ticket] }: Filled,
  { serverFlags, progress }: BoxOptions,
): Promise<readonly Start[]> {
  if (ticket === undefined) throw new Error('no fresh ticket');
  const starts: Start[] = [];
  for (let start = 1; start <= STARTS; start++) {
    progress(`box: start ${start}/${STARTS}`);
    const environment = { DATA_DIR: dataDir, LOG_LEVEL: 'warn' };
    const server = await startChild(SERVER, environment, serverFlags);
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

interface SliceCost {
  readonly few: number;
  readonly many: number;
}

/** ms for the same number of votes, in turns, slice by slice. */
async function costsOf(
  few: Filled,
  many: Filled,
  { serverFlags, progress }: BoxOptions,
): Promise<readonly SliceCost[]> {
  return withServer(few.dataDir, serverFlags, (fewServer) =>
    withServer(many.dataDir, serverFlags, async (manyServer) => {
      const fewVotes = await slicesOf(few, fewServer.origin);
      const manyVotes = await slicesOf(many, manyServer.origin);
      const costs: SliceCost[] = [];
      for (let slice = 0; slice < SLICES + WARM_UP_SLICES; slice++) {
        const [first, second] = slice % 2 === 0 ? [fewVotes, manyVotes] : [manyVotes, fewVotes];
        const firstMs = await first(slice);
        const secondMs = await second(slice);
        const [fewMs, manyMs] = slice % 2 === 0 ? [firstMs, secondMs] : [secondMs, firstMs];
        if (slice >= WARM_UP_SLICES) costs.push({ few: fewMs, many: manyMs });
      }
      progress(`box: ${SLICES} slices of ${SLICE} votes`);
      return costs;
    }),
  );
}

async function slicesOf(
  { meeting, round, fresh }: Filled,
  origin: string,
): Promise<(slice: number) => Promise<number>> {
  const phones = await connectPhones(origin, fresh);
  await untilOpen(phones, round);
  return async (slice) => {
    const some = phones.slice(slice * SLICE, (slice + 1) * SLICE);
    const elapsed = await storm(some, castFrames(meeting, round, some.length));
    for (const phone of some) phone.leave();
    return elapsed;
  };
}

function castRow(costs: readonly SliceCost[], ballots: number): Row {
  const perVote = (ms: number) => `${((ms / SLICE) * 1000).toFixed(0)} µs`;
  return {
    what: `a vote with ${count(ballots)} ballots in the box`,
    figure: perVote(spread(costs.map(({ many }) => many)).median),
    baseline: `${perVote(spread(costs.map(({ few }) => few)).median)} with ${FEW_BALLOTS}`,
    ratio: spreadText(spread(costs.map(({ few, many }) => many / few)), 2),
    target: '',
    met: null,
  };
}

function startRows(
  { few, many }: { readonly few: readonly Start[]; readonly many: readonly Start[] },
  ballots: number,
): readonly Row[] {
  const full = spread(many.map(({ elapsedMs }) => elapsedMs));
  const nearlyEmpty = spread(few.map(({ elapsedMs }) => elapsedMs));
  const processor = spread(many.map(({ processorMs }) => processorMs));
  const fewProcessor = spread(few.map(({ processorMs }) => processorMs));
  return [
    {
      what: `start, until a phone is let in, with ${count(ballots)} ballots in the box`,
      figure: `${spreadText(full, 0)} ms`,
      baseline: `${nearlyEmpty.median.toFixed(0)} ms with ${FEW_BALLOTS}`,
      ratio: (full.median / nearlyEmpty.median).toFixed(2),
      target: `≤ ${TARGET_START_MS} ms`,
      met: full.median <= TARGET_START_MS,
    },
    {
      what: 'processor time of that start',
      figure: `${spreadText(processor, 0)} ms`,
      baseline: `${fewProcessor.median.toFixed(0)} ms with ${FEW_BALLOTS}`,
      ratio: (processor.median / fewProcessor.median).toFixed(2),
      target: '',
      met: null,
    },
  ];
}

function count(ballots: number): string {
  return ballots.toLocaleString('en');
}
