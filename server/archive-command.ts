import { existsSync } from 'node:fs';
import type { CarryParts } from './archive/carry.ts';
import { type ArchiveProblem, archiveProblem, type Carried } from './archive/problems.ts';
import { chooseStore, dataFileOf } from './choose-store.ts';
import { type Configuration, readConfiguration } from './configuration.ts';
import { startProblem } from './start-problem.ts';
import { OutcomeUnknown, StoreUnusable } from './store/store.ts';

/** What the two commands that carry meetings do alike. All return the exit code. */

export interface StoreUse {
  /** Whether a store that is not there yet is made; a command that only reads would leave it behind. */
  readonly create: boolean;
}

/**
 * Opens the store that the environment names, prints what `act` says was done, and closes it again.
 * `act` is also told the store's name for people.
 */
export async function runOnStore(
  { create }: StoreUse,
  act: (parts: CarryParts, place: string) => Promise<Carried<readonly string[]>>,
): Promise<number> {
  const read = readConfiguration(process.env);
  if (!read.ok) return complain(read.problems);
  const file = dataFileOf(read.configuration);
  if (file !== null && !create && !existsSync(file)) return showProblem(missingFile(file));
  try {
    const { store } = await chooseStore(read.configuration, report);
    const place = file === null ? 'Redis ' : `数据文件 ${file} `;
    const done = await act({ store, now: Date.now }, place).finally(() => store.close());
    return done.ok ? print(done.value) : showProblem(done);
  } catch (error) {
    return showProblem(storeProblem(error, read.configuration));
  }
}

function missingFile(file: string): ArchiveProblem {
  return archiveProblem(
    'store_missing',
    `没有数据文件 ${file} 。请用环境变量 DATA_DIR 指定数据文件夹；会议在 Redis 中时，请设置 REDIS_URL。`,
  );
}

/** Of what a store does by itself meanwhile: the command goes on. */
function report(error: unknown): void {
  complain([String(error)]);
}

export function showHelp(help: string): number {
  return print(help.split('\n'));
}

export function showMistake(message: string, command: string): number {
  complain([message, `运行 npm run ${command} -- --help 查看用法。`]);
  return 2;
}

/** Anything but the machine's fault is thrown on. */
function storeProblem(error: unknown, configuration: Configuration): ArchiveProblem {
  if (error instanceof StoreUnusable && error.reason === 'in_use')
    return archiveProblem('store_in_use');
  if (error instanceof OutcomeUnknown) return archiveProblem('store_lost');
  const words = startProblem(error, configuration);
  if (words === null) throw error;
  return archiveProblem('store_unusable', words);
}

function print(lines: readonly string[]): number {
  process.stdout.write(`${plain(lines)}\n`);
  return 0;
}

/** The words for people, the code for programs. */
export function showProblem({ message, code }: ArchiveProblem): number {
  return complain([`${message}（${code}）`]);
}

function complain(lines: readonly string[]): number {
  process.stderr.write(`${plain(lines)}\n`);
  return 1;
}

/** A title in a file that somebody brings must not steer the terminal. */
function plain(lines: readonly string[]): string {
  return lines.map((line) => line.replace(/\p{Cc}/gu, ' ')).join('\n');
}
