import {
  type Clue,
  type Election,
  SIDES,
  type Side,
  type Table,
  type Value,
  type Vote,
} from './election.ts';

/** Clues of the tables: where a row stands, and every column of it. */
export function rowClues({ tables, votes }: Election): readonly Clue[] {
  return tables.flatMap((table) =>
    (Object.keys(SIDES) as Side[]).flatMap((side) => tableClues(table, side, votes)),
  );
}

/** Nothing when no row of the table bears a trace of that side. */
function tableClues({ name, rows }: Table, side: Side, votes: readonly Vote[]): readonly Clue[] {
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
    name: `table ${name}, ${what}`,
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
function rankValues(values: readonly Value[]): readonly number[] {
  if (values.every((value) => typeof value === 'number')) return values;
  const hexes = values.map(hexOf);
  const ranks = new Map([...new Set(hexes)].sort().map((hex, rank) => [hex, rank]));
  return hexes.map((hex) => ranks.get(hex) as number);
}

function hexOf(value: Value | undefined): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  return Buffer.from(String(value)).toString('hex');
}
