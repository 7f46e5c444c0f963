import { randomInt } from 'node:crypto';
import { readConsoleAddress } from '../../server/entrance/console-address.ts';
import { codeText } from '../../shared/protocol/codes.ts';
import { type ConsoleKey, ConsoleRefused, ServerUnreachable } from './console-session.ts';
import { REHEARSAL_HELP, readRehearsalRequest, type WantedRehearsal } from './rehearsal/options.ts';
import { recountBallots } from './rehearsal/recount.ts';
import { runRehearsal } from './rehearsal/rehearsal.ts';

const { stdout } = process;

/** On a terminal one line that changes; in a file or a pipe, nothing but what stays. */
function progress(line: string): void {
  if (stdout.isTTY) stdout.write(`\r\u001b[2K${line}`);
}

function print(line: string): void {
  progress('');
  stdout.write(`${line}\n`);
}

function consoleKey({ ORGANIZER_PASSWORD, DATA_DIR }: NodeJS.ProcessEnv): ConsoleKey {
  return ORGANIZER_PASSWORD ? { password: ORGANIZER_PASSWORD } : { dataDir: DATA_DIR || 'data' };
}

/** What to do about a rehearsal that could not be held; null for a fault of the program. */
function explain(error: unknown, origin: string): string | null {
  if (error instanceof ServerUnreachable)
    return `${origin} 没有服务器应答，请先在另一个终端运行 npm start。`;
  if (!(error instanceof ConsoleRefused)) return null;
  const { code, message } = error.refusal;
  if (code === 'sign_in_failed' || code === 'sign_in_expired')
    return '无法登录控制台：请在服务器所在的目录运行，并使用与服务器相同的 DATA_DIR，或设置 ORGANIZER_PASSWORD。';
  return message ?? codeText(code);
}

async function main(): Promise<number> {
  const request = readRehearsalRequest(process.argv.slice(2), randomInt(1_000_000));
  switch (request.kind) {
    case 'help':
      print(REHEARSAL_HELP);
      return 0;
    case 'mistake':
      for (const message of request.messages) process.stderr.write(`${message}\n`);
      process.stderr.write('运行 npm run rehearse -- --help 查看用法。\n');
      return 2;
    case 'run':
      return rehearse(request.options);
  }
}

async function rehearse(options: WantedRehearsal): Promise<number> {
  const dataDir = process.env.DATA_DIR || 'data';
  const origin = options.origin ?? (await readConsoleAddress(dataDir));
  if (origin === null) {
    process.stderr.write(
      `没有服务器在使用数据文件夹“${dataDir}”：请先在另一个终端运行 npm start，或用 --url 指明地址。\n`,
    );
    return 1;
  }
  try {
    const stage = { key: consoleKey(process.env), print, progress, recount: recountBallots };
    return (await runRehearsal({ ...options, origin }, stage)).length === 0 ? 0 : 1;
  } catch (error) {
    const words = explain(error, origin);
    if (words === null) throw error;
    progress('');
    process.stderr.write(`${words}\n`);
    return 1;
  }
}

process.exitCode = await main();
