import { Worker } from 'node:worker_threads';
import type { ResultTable } from '../../shared/protocol/result-table.ts';

/**
 * The result as the bytes of an .xlsx. A large one takes seconds to write: that is done in a thread
 * of its own, so that votes of another meeting do not wait for it.
 */
export function writeWorkbook(table: ResultTable): Promise<Uint8Array> {
  const thread = new Worker(new URL('./workbook-thread.ts', import.meta.url), {
    workerData: table,
  });
  return new Promise((resolve, reject) => {
    thread.once('message', resolve);
    thread.once('error', reject);
    thread.once('exit', (code) => reject(new Error(`writing the workbook ended with ${code}`)));
  });
}
