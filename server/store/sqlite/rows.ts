import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';

const PREPARED = new WeakMap<DatabaseSync, Map<string, StatementSync>>();

/** Each statement of the program is prepared once for each database. */
export function statementOf(database: DatabaseSync, sql: string): StatementSync {
  const known = PREPARED.get(database) ?? new Map<string, StatementSync>();
  PREPARED.set(database, known);
  const statement = known.get(sql) ?? database.prepare(sql);
  known.set(sql, statement);
  return statement;
}

/**
 * Rows of a query, typed by the caller: tables are STRICT, so a column has the type that its
 * schema says. JSON within a column is parsed by its own schema.
 */
export function readRows<Row>(
  database: DatabaseSync,
  sql: string,
  ...values: readonly SQLInputValue[]
): readonly Row[] {
  return statementOf(database, sql).all(...values) as unknown as readonly Row[];
}

export function readRow<Row>(
  database: DatabaseSync,
  sql: string,
  ...values: readonly SQLInputValue[]
): Row | undefined {
  return statementOf(database, sql).get(...values) as unknown as Row | undefined;
}

/** How many rows were changed. */
export function run(
  database: DatabaseSync,
  sql: string,
  ...values: readonly SQLInputValue[]
): number {
  return Number(statementOf(database, sql).run(...values).changes);
}
