import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, type Plugin } from 'vite';
import { vi } from 'vitest';

const VOTER_FOLDER = join(import.meta.dirname, '../../../client-voter');

/** A folder of its own, gone afterwards. */
export async function inFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'pingyi-build-'));
  try {
    await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Builds the voter page as it is built for a hall, with `plugins` beside its own, into `folder`. */
export async function buildVoterPage(folder: string, plugins: Plugin[] = []): Promise<void> {
  // Vitest's own value of it would bring the libraries' warnings for developers into the page.
  vi.stubEnv('NODE_ENV', 'production');
  try {
    await build({
      root: VOTER_FOLDER,
      configFile: join(VOTER_FOLDER, 'vite.config.ts'),
      logLevel: 'silent',
      build: { outDir: folder },
      plugins,
    });
  } finally {
    vi.unstubAllEnvs();
  }
}

/** Puts `code` at the end of the page's own script. */
export function withMore(code: string): Plugin {
  return {
    name: 'more-code',
    transform: (source, id) => (id.endsWith('client-voter/main.tsx') ? `${source}\n${code}` : null),
  };
}
