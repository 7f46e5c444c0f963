import { closeSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreUnusable } from '../store.ts';
import { migrate, recognize } from './migrations.ts';
import { failureCode, storageFailure } from './storage-failure.ts';

/** How long to wait for another process to let go of the file: a restart hands it over. */
const LOCK_PATIENCE_MS = 2_000;

/**
 * Opens the file, creating it and its folder for their owner alone, locks it for this process and
 * brings its schema up to date. Throws `StoreUnusable`, or `StorageUnavailable` when the file cannot
 * be reached at all.
 */
export function openDatabase(file: string): DatabaseSync {
  createFile(file);
  const database = new DatabaseSync(file, {
    timeout: LOCK_PATIENCE_MS,
    enableForeignKeyConstraints: true,
  });
  try {
    lock(database);
    recognize(database);
    demandDurability(database);
    migrate(database);
    requireSound(database, file);
    return database;
  } catch (error) {
    database.close();
    throw openingFailure(error, file);
  }
}

function createFile(file: string): void {
  const folder = dirname(file);
  const created = mkdirSync(folder, { recursive: true, mode: 0o700 });
  closeSync(openSync(file, 'a', 0o600));
  flushFolder(folder);
  if (created !== undefined) flushFolder(dirname(created));
}

/** Or a power cut could take the file's name away, and with it all that was acknowledged. */
function flushFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** The exclusive lock is what makes the memory of this process the truth about phase and tally. */
function lock(database: DatabaseSync): void {
  database.exec('PRAGMA locking_mode = EXCLUSIVE');
  database.exec('SELECT count(*) FROM sqlite_schema');
}

/**
 * Nothing is left to the defaults of a build: they differ. `synchronous = FULL` makes every commit
 * wait for the disk (CAST-2), `fullfsync` for the platter on macOS. `secure_delete` overwrites what
 * is deleted (SECRET-2), and temporary tables stay in memory, away from folders that others read.
 */
function demandDurability(database: DatabaseSync): void {
  requirePragma(database, 'journal_mode = WAL', 'wal');
  database.exec('PRAGMA synchronous = FULL');
  requirePragma(database, 'synchronous', 2);
  requirePragma(database, 'secure_delete = ON', 1);
  database.exec(`
    PRAGMA fullfsync = ON;
    PRAGMA checkpoint_fullfsync = ON;
    PRAGMA trusted_schema = OFF;
    PRAGMA temp_store = MEMORY;
    PRAGMA cache_size = -65536;
    PRAGMA wal_autocheckpoint = 4000;
  `);
}

function requirePragma(database: DatabaseSync, pragma: string, expected: string | number): void {
  const row = database.prepare(`PRAGMA ${pragma}`).get() ?? {};
  const [value] = Object.values(row);
  if (value !== expected) throw new Error(`PRAGMA ${pragma}: ${value}, not ${expected}`);
}

function requireSound(database: DatabaseSync, file: string): void {
  const row = database.prepare('PRAGMA quick_check(1)').get();
  if (row?.quick_check !== 'ok') throw damaged(file, row?.quick_check);
}

/** What keeps the store from being opened, in words that say what to do. */
function openingFailure(error: unknown, file: string): unknown {
  if (error instanceof StoreUnusable) return error;
  switch (failureCode(error)) {
    case 'SQLITE_BUSY':
      return inUse(file);
    case 'SQLITE_CORRUPT':
    case 'SQLITE_NOTADB':
      return damaged(file, error);
    default:
      return storageFailure(error);
  }
}

function inUse(file: string): StoreUnusable {
  return new StoreUnusable(
    'in_use',
    `数据文件正在被另一个程序使用：${file}。请先关闭已在运行的服务，再重新启动；需要同时运行多个会议系统时，请用 DATA_DIR 指定不同的数据目录。`,
  );
}

export function damaged(file: string, cause: unknown): StoreUnusable {
  const unusable = new StoreUnusable(
    'damaged',
    `数据文件已损坏，无法读取：${file}。请勿删除，先将整个数据目录另行保存，再用备份文件恢复；没有备份时请联系技术人员。`,
  );
  unusable.cause = cause;
  return unusable;
}
