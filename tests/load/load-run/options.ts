import { type CommandLineProblem, readCommandLine, readWholeNumber } from '../command-line.ts';
import { isLoopback, readOrigins } from './origins.ts';
import type { Scenario, SubmissionShape } from './scenario.ts';

/** Which servers the load is for. */
export type Target =
  | { readonly kind: 'running'; readonly origins: readonly string[] }
  /** Processes of its own, on a temporary folder, or on the Redis of REDIS_URL. */
  | { readonly kind: 'started'; readonly processes: number }
  /** The server that runs on the data folder. */
  | { readonly kind: 'found' };

export interface LoadOptions {
  readonly target: Target;
  readonly scenario: Scenario;
  readonly screensPerMeeting: number;
  readonly workers: number;
  /** How long answers are waited for after the last one could have been expected, in ms. */
  readonly patienceMs: number;
  /** Whether the meetings stay when all is well. */
  readonly keep: boolean;
  readonly markdown: boolean;
  readonly jsonFile: string | null;
}

export type LoadRequest =
  | { readonly kind: 'run'; readonly options: LoadOptions }
  | { readonly kind: 'help' }
  | { readonly kind: 'mistake'; readonly messages: readonly string[] };

const NUMBERS = {
  start: { least: 1, most: 16, otherwise: 0 },
  meetings: { least: 1, most: 500, otherwise: 1 },
  phones: { least: 2, most: 20_000, otherwise: 180 },
  presenters: { least: 1, most: 60, otherwise: 8 },
  items: { least: 1, most: 20, otherwise: 6 },
  arrive: { least: 0, most: 600, otherwise: 10 },
  submit: { least: 0, most: 600, otherwise: 10 },
  storms: { least: 0, most: 20, otherwise: 0 },
  screens: { least: 0, most: 20, otherwise: 1 },
  workers: { least: 1, most: 64, otherwise: 0 },
  patience: { least: 1, most: 600, otherwise: 60 },
  seed: { least: 0, most: 999_999_999, otherwise: 0 },
} as const;
type NumberName = keyof typeof NUMBERS;

const WORDS = ['url', 'think', 'open', 'shape', 'json'] as const;
const FLAGS = ['leave', 'keep', 'anywhere', 'markdown', 'help'] as const;
const MOST_PHONES = 100_000;
const MOST_SECONDS = 600;

/** `processors` and `anySeed` are taken where nothing is given. Every mistake is named. */
export function readLoadRequest(
  words: readonly string[],
  { processors, anySeed }: { readonly processors: number; readonly anySeed: number },
): LoadRequest {
  const line = readCommandLine(words, [...Object.keys(NUMBERS), ...WORDS], FLAGS);
  if (!line.ok) return { kind: 'mistake', messages: [problemWords(line.problem)] };
  if (line.flags.has('help')) return { kind: 'help' };
  const reader: Reader = { values: line.values, flags: line.flags, messages: [] };
  const options: LoadOptions = {
    target: readTarget(reader),
    scenario: readScenario(reader, anySeed),
    screensPerMeeting: readNumber(reader, 'screens'),
    workers: readNumber(reader, 'workers') || processors,
    patienceMs: readNumber(reader, 'patience') * 1000,
    keep: line.flags.has('keep'),
    markdown: line.flags.has('markdown'),
    jsonFile: line.values.get('json') ?? null,
  };
  const { messages } = reader;
  return messages.length > 0 ? { kind: 'mistake', messages } : { kind: 'run', options };
}

interface Reader {
  readonly values: ReadonlyMap<string, string>;
  readonly flags: ReadonlySet<string>;
  readonly messages: string[];
}

function readTarget(reader: Reader): Target {
  const url = reader.values.get('url');
  const processes = readNumber(reader, 'start');
  if (url !== undefined && processes > 0) reader.messages.push('either --url or --start');
  if (processes > 0) return { kind: 'started', processes };
  if (url === undefined) return { kind: 'found' };
  const origins = readOrigins(url);
  if (origins === null)
    reader.messages.push('--url takes addresses with http:// or https://, between commas');
  else if (!reader.flags.has('anywhere') && !origins.every(isLoopback))
    reader.messages.push(
      'an address of another machine needs --anywhere: do you run that machine?',
    );
  return { kind: 'running', origins: origins ?? [] };
}

function readScenario(reader: Reader, anySeed: number): Scenario {
  const think = readThink(reader);
  const scenario: Scenario = {
    meetings: readNumber(reader, 'meetings'),
    phonesPerMeeting: readNumber(reader, 'phones'),
    presenters: readNumber(reader, 'presenters'),
    items: readNumber(reader, 'items'),
    arriveMs: readNumber(reader, 'arrive') * 1000,
    opens: readChoice(reader, 'open', ['last', 'first']),
    ...think,
    submitMs: readNumber(reader, 'submit') * 1000,
    shape: readChoice<SubmissionShape>(reader, 'shape', ['even', 'rush']),
    storms: readNumber(reader, 'storms'),
    leaves: reader.flags.has('leave'),
    seed: reader.values.has('seed') ? readNumber(reader, 'seed') : anySeed,
  };
  if (scenario.meetings * scenario.phonesPerMeeting > MOST_PHONES)
    reader.messages.push(`at most ${MOST_PHONES} phones in all`);
  return scenario;
}

function readThink({ values, messages }: Reader): Pick<Scenario, 'thinkLeastMs' | 'thinkMostMs'> {
  const text = values.get('think') ?? '2-8';
  const [, from = '', to = ''] = /^(\d+)-(\d+)$/.exec(text) ?? [];
  const least = readWholeNumber(from, 0, MOST_SECONDS);
  const most = readWholeNumber(to, 0, MOST_SECONDS);
  if (least === null || most === null || least > most)
    messages.push(`--think is two numbers of seconds up to ${MOST_SECONDS}, such as 2-8`);
  return { thinkLeastMs: (least ?? 0) * 1000, thinkMostMs: (most ?? 0) * 1000 };
}

function readChoice<Choice extends string>(
  { values, messages }: Reader,
  name: string,
  choices: readonly [Choice, ...Choice[]],
): Choice {
  const text = values.get(name) ?? choices[0];
  const chosen = choices.find((choice) => choice === text);
  if (chosen === undefined) messages.push(`--${name} is ${choices.join(' or ')}`);
  return chosen ?? choices[0];
}

function readNumber({ values, messages }: Reader, name: NumberName): number {
  const { least, most, otherwise } = NUMBERS[name];
  const text = values.get(name);
  if (text === undefined) return otherwise;
  const value = readWholeNumber(text, least, most);
  if (value === null) messages.push(`--${name} is a whole number from ${least} to ${most}`);
  return value ?? otherwise;
}

function problemWords(problem: CommandLineProblem): string {
  switch (problem.problem) {
    case 'unknown':
      return `unknown: ${problem.word}`;
    case 'value_missing':
      return `${problem.option} needs a value`;
  }
}
