import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openSqliteStore } from '../../server/store/sqlite/sqlite-store.ts';
import type { Store } from '../../server/store/store.ts';

/** A folder for one test, removed after it. */
export function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pingyi-fault-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Opens, hands over and closes again. */
export async function withStore<Value>(
  file: string,
  use: (store: Store) => Promise<Value>,
): Promise<Value> {
  const store = openSqliteStore({ file });
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}
