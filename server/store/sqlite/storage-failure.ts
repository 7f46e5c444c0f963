import { StorageUnavailable } from '../store.ts';

/** Primary result codes by which SQLite says that the machine, not the program, is at fault. */
const FAILURES: ReadonlyMap<number, string> = new Map([
  [5, 'SQLITE_BUSY'],
  [7, 'SQLITE_NOMEM'],
  [8, 'SQLITE_READONLY'],
  [10, 'SQLITE_IOERR'],
  [11, 'SQLITE_CORRUPT'],
  [13, 'SQLITE_FULL'],
  [14, 'SQLITE_CANTOPEN'],
  [15, 'SQLITE_PROTOCOL'],
  [26, 'SQLITE_NOTADB'],
]);

/** SQLite's name for a failure of the machine; undefined for every other error. */
export function failureCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('errcode' in error)) return undefined;
  // The extended code carries its primary code in the lowest byte.
  return FAILURES.get(Number(error.errcode) & 0xff);
}

/** `StorageUnavailable` for a failure of the machine; any other error, being a bug, as it is. */
export function storageFailure(error: unknown): unknown {
  const code = failureCode(error);
  return code === undefined ? error : new StorageUnavailable(code, error);
}
