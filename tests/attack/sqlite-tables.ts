import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Election, Table, Vote } from './election.ts';

/** What an embedded store left in the folder, and all tables of it. */
export function leftBySqlite(folder: string, votes: readonly Vote[]): Election {
  // Of a copy, since opening a database may change it.
  const copy = mkdtempSync(join(tmpdir(), 'pingyi-attack-'));
  try {
    cpSync(folder, copy, { recursive: true });
    const tables = readdirSync(copy)
      .filter((name) => name.endsWith('.db'))
      .flatMap((name) => tablesOf(join(copy, name)));
    return { folder, tables, votes };
  } finally {
    rmSync(copy, { recursive: true });
  }
}

function tablesOf(file: string): readonly Table[] {
  const database = new DatabaseSync(file);
  try {
    const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
    return tables.map(({ name }) => readTable(database, String(name)));
  } finally {
    database.close();
  }
}

function readTable(database: DatabaseSync, name: string): Table {
  try {
    return { name, rows: database.prepare(`SELECT rowid AS "(rowid)", * FROM "${name}"`).all() };
  } catch {
    // WITHOUT ROWID
    return { name, rows: database.prepare(`SELECT * FROM "${name}"`).all() };
  }
}
