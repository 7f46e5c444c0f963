import { type CommandLineProblem, readCommandLine, readWholeNumber } from '../command-line.ts';

/** How a rehearsal is to go; every number is checked. */
export interface RehearsalOptions {
  /** Without a trailing slash. */
  readonly origin: string;
  /** Voters by group of the notice's rule: 领导, 其他. */
  readonly groups: readonly [number, number];
  /** From opening to closing. */
  readonly seconds: number;
  /** Between telling the screen's address and opening. */
  readonly waitSeconds: number;
  readonly seed: number;
}

/** `origin` is null for the server that runs on the data folder. */
export type WantedRehearsal = Omit<RehearsalOptions, 'origin'> & { readonly origin: string | null };

export type RehearsalRequest =
  | { readonly kind: 'run'; readonly options: WantedRehearsal }
  | { readonly kind: 'help' }
  | { readonly kind: 'mistake'; readonly messages: readonly string[] };

const VALUED = ['voters', 'groups', 'seconds', 'url', 'wait', 'seed'] as const;
const MOST_VOTERS = 5000;
const MOST_SECONDS = 3600;
const MOST_SEED = 999_999_999;
/** In the notice's hall one voter in nine sat with the leaders. */
const LEADERS_ONE_IN = 9;

const DEFAULTS = {
  voters: 180,
  seconds: 60,
  waitSeconds: 8,
} as const;

export const REHEARSAL_HELP = `npm run rehearse -- [选项]

在正在运行的服务器上演练一次完整的测评：建会、制票、开启、模拟手机投票、结束，
再用另一套算法复算，逐项核对结果。会议带有“演练”标记；在控制台“会场控制”中结束演练后即可删除。

  --voters 180                    投票人数，2 至 ${MOST_VOTERS}
  --groups 20,160                 领导票数与其他票数；与 --voters 同时给出时，两者之和应等于投票人数
  --seconds 60                    从开启到结束的秒数，1 至 ${MOST_SECONDS}
  --wait 8                        开启前等待的秒数，以便在浏览器中打开大屏，0 至 ${MOST_SECONDS}
  --url http://192.168.1.20:3000  服务器地址；默认为使用同一 DATA_DIR 的那一台
  --seed 12345                    随机数种子；相同的种子得到相同的票
  --help                          显示本说明

登录控制台用 ORGANIZER_PASSWORD；没有设置时，在服务器的 DATA_DIR（默认 data）中制作一次性登录口令，
因此应在服务器所在的目录运行。`;

/** `anySeed` is taken where none is given. Every option that is wrong is named, not the first alone. */
export function readRehearsalRequest(words: readonly string[], anySeed: number): RehearsalRequest {
  const line = readCommandLine(words, VALUED, ['help']);
  if (!line.ok) return { kind: 'mistake', messages: [problemWords(line.problem)] };
  if (line.flags.has('help')) return { kind: 'help' };
  const messages: string[] = [];
  const reader: Reader = { values: line.values, complain: (message) => messages.push(message) };
  const options: WantedRehearsal = {
    origin: readOrigin(reader),
    groups: readGroups(reader),
    seconds: readNumber(reader, 'seconds', 1, MOST_SECONDS) ?? DEFAULTS.seconds,
    waitSeconds: readNumber(reader, 'wait', 0, MOST_SECONDS) ?? DEFAULTS.waitSeconds,
    seed: readNumber(reader, 'seed', 0, MOST_SEED) ?? anySeed,
  };
  return messages.length > 0 ? { kind: 'mistake', messages } : { kind: 'run', options };
}

interface Reader {
  readonly values: ReadonlyMap<string, string>;
  readonly complain: (message: string) => void;
}

function readGroups(reader: Reader): readonly [number, number] {
  const voters = readNumber(reader, 'voters', 2, MOST_VOTERS);
  const text = reader.values.get('groups');
  const split = splitVoters(voters ?? DEFAULTS.voters);
  if (text === undefined) return split;
  const [leaders, others] = text
    .split(/[,，]/)
    .map((count) => readWholeNumber(count, 1, MOST_VOTERS - 1));
  if (!/^[0-9]+[,，][0-9]+$/.test(text) || !leaders || !others) {
    reader.complain(`选项 --groups 应为两个正整数，如 20,160，现为“${text}”。`);
    return split;
  }
  const sum = leaders + others;
  if (sum > MOST_VOTERS) reader.complain(`投票人数最多 ${MOST_VOTERS}，--groups 之和为 ${sum}。`);
  if (voters !== null && voters !== sum)
    reader.complain(`--groups 之和为 ${sum}，与 --voters ${voters} 不符。`);
  return [leaders, others];
}

function splitVoters(voters: number): readonly [number, number] {
  const leaders = Math.max(1, Math.round(voters / LEADERS_ONE_IN));
  return [leaders, voters - leaders];
}

/** Null where it is not given, or wrong and complained of. */
function readNumber(reader: Reader, name: string, least: number, most: number): number | null {
  const text = reader.values.get(name);
  if (text === undefined) return null;
  const value = readWholeNumber(text, least, most);
  if (value === null)
    reader.complain(`选项 --${name} 应为 ${least} 至 ${most} 的整数，现为“${text}”。`);
  return value;
}

function readOrigin(reader: Reader): string | null {
  const text = reader.values.get('url');
  if (text === undefined) return null;
  const url = URL.parse(text);
  if (url !== null && /^https?:$/.test(url.protocol)) return url.origin;
  reader.complain(`选项 --url 应为 http:// 或 https:// 开头的地址，现为“${text}”。`);
  return null;
}

function problemWords(problem: CommandLineProblem): string {
  switch (problem.problem) {
    case 'unknown':
      return `不认识“${problem.word}”。`;
    case 'value_missing':
      return `选项 ${problem.option} 后面缺少内容。`;
  }
}
