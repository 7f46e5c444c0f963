import type { DatabaseSync, SQLInputValue } from 'node:sqlite';

/**
 * Rows of a query, typed by the caller: tables are STRICT, so a column has the type that its
 * schema says. JSON within a column is parsed by its own schema.
 */
export function readRows<Row>(
  database: DatabaseSync,
  sql: string,
  ...values: readonly SQLInputValue[]
): readonly Row[] {
  return database.prepare(sql).all(...values) as unknown as readonly Row[];
}

export function readRow<Row>(
  database: DatabaseSync,
  sql: string,
  ...values: readonly SQLInputValue[]
): Row | undefined {
  return database.prepare(sql).get(...values) as unknown as Row | undefined;
}

/** How many rows were changed. */
export function run(
  database: DatabaseSync,
  sql: string,
  ...values: readonly SQLInputValue[]
): number {
  return Number(database.prepare(sql).run(...values).changes);
}
