/** Lists that are edited in place. None of these changes its list. */

export function withRow<Row>(rows: readonly Row[], at: number, row: Row): readonly Row[] {
  return rows.map((before, index) => (index === at ? row : before));
}

export function withoutRow<Row>(rows: readonly Row[], at: number): readonly Row[] {
  return rows.filter((_, index) => index !== at);
}

/** Puts a row back where it was, or at the end of a list that has become shorter. */
export function withRowAt<Row>(rows: readonly Row[], at: number, row: Row): readonly Row[] {
  return [...rows.slice(0, at), row, ...rows.slice(at)];
}

/** Takes a row from one place to another; the others keep their order. */
export function moveRow<Row>(rows: readonly Row[], from: number, to: number): readonly Row[] {
  const row = rows[from];
  return row === undefined ? rows : withRowAt(withoutRow(rows, from), to, row);
}
