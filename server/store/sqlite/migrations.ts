import { readFileSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { StoreUnusable } from '../store.ts';
import { transact } from './transaction.ts';

/** Oldest first; an entry, once released, is never changed. `PRAGMA user_version` counts them. */
const MIGRATIONS = ['0001-meetings-tickets-box.sql'] as const;

/** Stands in the file's header: a database that is not ours is refused, not written to. */
const APPLICATION_ID = 0x50696e67;

export const SCHEMA_VERSION = MIGRATIONS.length;

/** Throws `StoreUnusable` for a newer schema and for a foreign database; writes nothing. */
export function recognize(database: DatabaseSync): void {
  const version = readNumber(database, 'user_version');
  if (isForeign(database))
    throw new StoreUnusable(
      'damaged',
      '数据文件不是本系统的数据库。请移走该文件，或用 DATA_DIR 指定另一个数据目录。',
    );
  if (version > SCHEMA_VERSION)
    throw new StoreUnusable(
      'newer_version',
      `数据文件由更新版本的程序写入（数据版本 ${version}，本程序支持到 ${SCHEMA_VERSION}）。请安装新版本程序，或用 DATA_DIR 指定另一个数据目录。`,
    );
}

/** One transaction a step, so that a kill between any two instructions leaves a whole version. */
export function migrate(database: DatabaseSync): void {
  for (let step = readNumber(database, 'user_version'); step < SCHEMA_VERSION; step++)
    runStep(database, step);
}

function runStep(database: DatabaseSync, step: number): void {
  const file = new URL(`migrations/${MIGRATIONS[step]}`, import.meta.url);
  transact(database, () => {
    database.exec(readFileSync(file, 'utf8'));
    database.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
    database.exec(`PRAGMA user_version = ${step + 1}`);
  });
}

function isForeign(database: DatabaseSync): boolean {
  if (readNumber(database, 'application_id') === APPLICATION_ID) return false;
  const row = database.prepare('SELECT count(*) AS tables FROM sqlite_schema').get();
  return row?.tables !== 0;
}

function readNumber(database: DatabaseSync, pragma: 'user_version' | 'application_id'): number {
  return Number(database.prepare(`PRAGMA ${pragma}`).get()?.[pragma]);
}
