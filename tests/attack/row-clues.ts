import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import { type Clue, type Election, SIDES, type Side, type Vote } from './election.ts';

type Row = Readonly<Record<string, SQLOutputValue>>;

/** Clues of the tables: where a row stands, and every column of it. */
export function rowClues(election: Election): readonly Clue[] {
  const copy = mkdtempSync(join(tmpdir(), 'pingyi-attack-'));
  try {
    cpSync(election.folder, copy, { recursive: true });
    return readdirSync(copy)
      .filter((name) => name.endsWith('.db'))
      .flatMap((name) => databaseClues(join(copy, name), election.votes));
  } finally {
    rmSync(copy, { recursive: true });
  }
}

function databaseClues(file: string, votes: readonly Vote[]): readonly Clue[] {
  const database = new DatabaseSync(file);
  try {
    const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
    return tables.flatMap(({ name }) =>
      (Object.keys(SIDES) as Side[]).flatMap((side) =>
        tableClues(String(name), side, readTable(database, String(name)), votes),
      ),
    );
  } finally {
    database.close();
  }
}

function readTable(database: DatabaseSync, table: string): readonly Row[] {
  try {
    return database.prepare(`SELECT rowid AS "(rowid)", * FROM "${table}"`).all();
  } catch {
    // WITHOUT ROWID
    return database.prepare(`SELECT * FROM "${table}"`).all();
  }
}

/** Nothing when no row of the table bears a trace of that side. */
function tableClues(
  table: string,
  side: Side,
  rows: readonly Row[],
  votes: readonly Vote[],
): readonly Clue[] {
  const numbered = new Map<string, number>();
  for (const [number, vote] of votes.entries())
    for (const trace of SIDES[side]) numbered.set(vote[trace].toString('hex'), number);
  const rowOf: (number | null)[] = votes.map(() => null);
  for (const [index, row] of rows.entries())
    for (const value of Object.values(row)) {
      const number = numbered.get(hexOf(value));
      if (number !== undefined) rowOf[number] = index;
    }
  if (rowOf.every((index) => index === null)) return [];
  const clue = (what: string, of: (index: number) => number): Clue => ({
    name: `table ${table}, ${what}`,
    side,
    values: rowOf.map((index) => (index === null ? null : of(index))),
  });
  return [
    clue('place of the row', (index) => index),
    ...Object.keys(rows[0] ?? {}).map((column) => {
      const ranks = rankValues(rows.map((row) => row[column] ?? null));
      return clue(`column ${column}`, (index) => ranks[index] as number);
    }),
  ];
}

/** Equal values have equal ranks; numbers go by size, everything else by its bytes. */
function rankValues(values: readonly SQLOutputValue[]): readonly number[] {
  if (values.every((value) => typeof value === 'number')) return values;
  const hexes = values.map(hexOf);
  const ranks = new Map([...new Set(hexes)].sort().map((hex, rank) => [hex, rank]));
  return hexes.map((hex) => ranks.get(hex) as number);
}

function hexOf(value: SQLOutputValue | undefined): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  return Buffer.from(String(value)).toString('hex');
}
