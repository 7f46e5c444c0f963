import { type CommandLineProblem, readCommandLine, readWholeNumber } from '../command-line.ts';

export const MEASUREMENTS = ['votes', 'parts', 'screen', 'memory', 'box'] as const;
export type Measurement = (typeof MEASUREMENTS)[number];

export interface BenchOptions {
  readonly measurements: readonly Measurement[];
  /** Phones that cast at once, again in each round. */
  readonly phones: number;
  readonly rounds: number;
  /** Votes that each part of a vote is measured with. */
  readonly partVotes: number;
  /** Seconds in which 500 phones vote while the screen is watched. */
  readonly screenSeconds: number;
  readonly memoryPhones: number;
  /** Ballots in the full box. */
  readonly ballots: number;
  /** Whether docs/performance.md is written. */
  readonly write: boolean;
  /** Node's flags for the servers, such as `--cpu-prof`. */
  readonly serverFlags: readonly string[];
}

export type BenchRequest =
  | { readonly kind: 'run'; readonly options: BenchOptions }
  | { readonly kind: 'help' }
  | { readonly kind: 'mistake'; readonly messages: readonly string[] };

const NUMBERS = {
  phones: { otherwise: 4000, quick: 500, least: 10, most: 10_000 },
  rounds: { otherwise: 8, quick: 3, least: 1, most: 100 },
  'part-votes': { otherwise: 40_000, quick: 4000, least: 200, most: 100_000 },
  'screen-seconds': { otherwise: 10, quick: 3, least: 1, most: 600 },
  'memory-phones': { otherwise: 5000, quick: 1000, least: 100, most: 20_000 },
  ballots: { otherwise: 100_000, quick: 10_000, least: 100, most: 1_000_000 },
} as const;
type NumberName = keyof typeof NUMBERS;

export const BENCH_HELP = `npm run bench -- [options]

Measures the server, on the embedded store and on a redis-server of its own, against a bare
Socket.IO server in the same run, on loopback, in temporary folders on disk, and cleans up after
itself. Takes less than ten minutes.

  --only votes,parts,screen,memory,box
                                   some of the measurements
  --phones 4000                    phones that cast at once in each round
  --rounds 8                       rounds of casting, and as many starts, up to three
  --part-votes 40000               votes that each part of a vote is measured with
  --screen-seconds 10              seconds in which 500 phones vote while the screen is watched
  --memory-phones 5000             connected phones whose memory is weighed, up to 20000
  --ballots 100000                 ballots in the full box
  --quick                          all of it small, to see that it runs: its figures say little
  --server-flags "--cpu-prof"      flags of Node for the servers
  --write                          write docs/performance.md; takes all measurements
  --help                           show this`;

export function readBenchRequest(words: readonly string[]): BenchRequest {
  const valued = [...Object.keys(NUMBERS), 'only', 'server-flags'];
  const line = readCommandLine(words, valued, ['quick', 'write', 'help']);
  if (!line.ok) return { kind: 'mistake', messages: [problemWords(line.problem)] };
  if (line.flags.has('help')) return { kind: 'help' };
  const messages: string[] = [];
  const number = (name: NumberName): number => {
    const { otherwise, quick, least, most } = NUMBERS[name];
    const text = line.values.get(name);
    if (text === undefined) return line.flags.has('quick') ? quick : otherwise;
    const value = readWholeNumber(text, least, most);
    if (value === null) messages.push(`--${name} is a whole number from ${least} to ${most}`);
    return value ?? otherwise;
  };
  const options: BenchOptions = {
    measurements: readMeasurements(line.values.get('only'), messages),
    phones: number('phones'),
    rounds: number('rounds'),
    partVotes: number('part-votes'),
    screenSeconds: number('screen-seconds'),
    memoryPhones: number('memory-phones'),
    ballots: number('ballots'),
    write: line.flags.has('write'),
    serverFlags: line.values.get('server-flags')?.split(' ') ?? [],
  };
  if (options.write && options.measurements.length < MEASUREMENTS.length)
    messages.push('--write takes all measurements, and so does not go with --only');
  return messages.length > 0 ? { kind: 'mistake', messages } : { kind: 'run', options };
}

function readMeasurements(text: string | undefined, messages: string[]): readonly Measurement[] {
  if (text === undefined) return MEASUREMENTS;
  const names = text.split(',');
  const unknown = names.filter((name) => !MEASUREMENTS.some((known) => known === name));
  if (unknown.length > 0) messages.push(`--only takes some of ${MEASUREMENTS.join(',')}`);
  return MEASUREMENTS.filter((known) => names.includes(known));
}

function problemWords(problem: CommandLineProblem): string {
  switch (problem.problem) {
    case 'unknown':
      return `unknown: ${problem.word}`;
    case 'value_missing':
      return `${problem.option} needs a value`;
  }
}
