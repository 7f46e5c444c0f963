import { parentPort, workerData } from 'node:worker_threads';
import { readSheet } from 'read-excel-file/universal';

/**
 * As many characters as a text file may have bytes. A file of a few KB can say the same long text in
 * every cell; handed over, each would be a copy.
 */
const MOST_TEXT = 2 * 1024 * 1024;

/** Runs in a thread of its own (see spreadsheet.ts): the rows of the first sheet, as text. */
const sheet = await readSheet(workerData as ArrayBuffer);
const rows = sheet.map((row) => row.map(cellText));
parentPort?.postMessage(textLength(rows) > MOST_TEXT ? 'too_large' : rows);

function textLength(table: readonly (readonly string[])[]): number {
  return table.flat().reduce((sum, text) => sum + text.length, 0);
}

function cellText(value: (typeof sheet)[number][number]): string {
  if (value === null) return '';
  return value instanceof Date ? value.toISOString().slice(0, 10) : String(value);
}
