import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Wrap } from './server-process.ts';

export interface Ended {
  readonly code: number | null;
  readonly said: string;
  readonly complained: string;
}

export interface CommandOptions {
  /** Puts the command line into another program. */
  readonly wrap?: Wrap;
  readonly environment?: Readonly<Record<string, string>>;
}

/** `npm run export-meeting` or `import-meeting` on a data folder, as a process of its own. */
export function runArchiveCommand(
  command: 'export-meeting' | 'import-meeting',
  dataDir: string,
  words: readonly string[],
  { wrap = (line) => line, environment = {} }: CommandOptions = {},
): Ended {
  const script = join(import.meta.dirname, '..', 'server', `${command}.ts`);
  const [program, ...args] = wrap([process.execPath, script, ...words]);
  const env = { ...process.env, DATA_DIR: dataDir, ...environment };
  const { status, stdout, stderr } = spawnSync(program, args, { env, encoding: 'utf8' });
  return { code: status, said: stdout, complained: stderr };
}
