import { availableParallelism } from 'node:os';
import { CONTENDERS, type ContenderName, type RoundFigures, type StormFigures } from './contest.ts';
import { perSecond, type Row, spread, spreadText } from './figures.ts';

/** What one contender came to over all rounds. */
export interface VoteFigures {
  readonly perSecond: number;
  /** µs of processor time for each vote: of all processes of the server, and of `redis-server`. */
  readonly server: number;
  readonly redis: number;
  /** Parts of the time: how busy one processor was with making the load, and all with all of this. */
  readonly generatorBusy: number;
  readonly machineBusy: number;
}

export type ContestFigures = Readonly<Record<ContenderName, VoteFigures>>;

export function contestFigures(rounds: readonly RoundFigures[]): ContestFigures {
  const entries = CONTENDERS.map((name) => [name, voteFigures(rounds.map((each) => each[name]))]);
  return Object.fromEntries(entries) as ContestFigures;
}

/** Sums over all rounds: the kernel's clock of processor time is coarse. */
function voteFigures(storms: readonly StormFigures[]): VoteFigures {
  const sum = (of: keyof StormFigures) => storms.reduce((total, storm) => total + storm[of], 0);
  const used = sum('serverMs') + sum('redisMs') + sum('generatorMs');
  return {
    perSecond: spread(storms.map(perSecondOf)).median,
    server: (sum('serverMs') / sum('votes')) * 1000,
    redis: (sum('redisMs') / sum('votes')) * 1000,
    generatorBusy: sum('generatorMs') / sum('elapsedMs'),
    machineBusy: used / (sum('elapsedMs') * availableParallelism()),
  };
}

function perSecondOf({ votes, elapsedMs }: StormFigures): number {
  return (votes / elapsedMs) * 1000;
}

interface Comparison {
  readonly of: ContenderName;
  readonly by: ContenderName;
  readonly what: string;
  readonly against: string;
  /** The least ratio of votes per second that was promised. */
  readonly target: number | null;
}

const COMPARISONS: readonly Comparison[] = [
  { of: 'embedded', by: 'bare', what: 'embedded store', against: 'bare, not stored', target: 0.6 },
  { of: 'redis', by: 'embedded', what: 'Redis, one process', against: 'embedded', target: 0.5 },
  {
    of: 'twoOnRedis',
    by: 'redis',
    what: 'Redis, two processes',
    against: 'one process',
    target: null,
  },
];

export function contestRows(rounds: readonly RoundFigures[], phones: number): readonly Row[] {
  const figures = contestFigures(rounds);
  return [
    ...COMPARISONS.map((comparison) => speedRow(comparison, rounds, phones)),
    ...COMPARISONS.map((comparison) => processorRow(comparison, figures)),
    busyRow(figures),
  ];
}

function speedRow(
  { of, by, what, against, target }: Comparison,
  rounds: readonly RoundFigures[],
  phones: number,
): Row {
  const median = (name: ContenderName) =>
    perSecond(spread(rounds.map((round) => perSecondOf(round[name]))).median);
  const ratio = spread(rounds.map((round) => perSecondOf(round[of]) / perSecondOf(round[by])));
  return {
    what: `durable votes per second, ${phones} phones at once, ${what}`,
    figure: median(of),
    baseline: `${median(by)} ${against}`,
    ratio: spreadText(ratio, 2),
    target: target === null ? '' : `≥ ${target}`,
    met: target === null ? null : ratio.median >= target,
  };
}

function processorRow({ of, by, what, against }: Comparison, figures: ContestFigures): Row {
  return {
    what: `processor time for each of these, ${what}`,
    figure: processorText(of, figures[of]),
    baseline: `${micros(inAll(figures[by]))} ${against}`,
    ratio: (inAll(figures[of]) / inAll(figures[by])).toFixed(2),
    target: '',
    met: null,
  };
}

function processorText(name: ContenderName, { server, redis }: VoteFigures): string {
  switch (name) {
    case 'bare':
    case 'embedded':
      return micros(server);
    case 'redis':
    case 'twoOnRedis':
      return `${micros(server)} and ${micros(redis)} in redis-server`;
  }
}

function inAll({ server, redis }: VoteFigures): number {
  return server + redis;
}

function busyRow(figures: ContestFigures): Row {
  const busy = (of: (figure: VoteFigures) => number) =>
    CONTENDERS.map((name) => percent(of(figures[name]))).join(', ');
  return {
    what: 'how busy the load generator was, of one processor: bare, embedded, Redis, two on Redis',
    figure: busy(({ generatorBusy }) => generatorBusy),
    baseline: `${busy(({ machineBusy }) => machineBusy)} of all processors by all that is measured`,
    ratio: '',
    target: '',
    met: null,
  };
}

function micros(value: number): string {
  return `${value.toFixed(0)} µs`;
}

function percent(part: number): string {
  return `${Math.round(part * 100)} %`;
}
