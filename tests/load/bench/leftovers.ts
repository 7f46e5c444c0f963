import { rmSync, statfsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Things that must not outlive this process, however it ends; each is undone by a synchronous act. */
const undoings = new Set<() => void>();

/** Returns the way to undo it early. Undoing twice does nothing. */
export function undoAtExit(undo: () => void): () => void {
  undoings.add(undo);
  return () => {
    if (undoings.delete(undo)) undo();
  };
}

process.once('exit', () => {
  for (const undo of undoings) undo();
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => process.exit(130));

const TMPFS = 0x01021994;

/** A new folder on a real disk, as memory would make durable votes cheap; removed at exit. */
export async function temporaryFolder(): Promise<string> {
  const parent = [tmpdir(), '/var/tmp'].find((folder) => statfsSync(folder).type !== TMPFS);
  const folder = await mkdtemp(join(parent ?? process.cwd(), 'pingyi-bench-'));
  undoAtExit(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
