import { parentPort, workerData } from 'node:worker_threads';
import { readSheet } from 'read-excel-file/universal';

/** Runs in a thread of its own (see spreadsheet.ts): the rows of the first sheet, as text. */
const sheet = await readSheet(workerData as ArrayBuffer);
parentPort?.postMessage(sheet.map((row) => row.map(cellText)));

function cellText(value: (typeof sheet)[number][number]): string {
  if (value === null) return '';
  return value instanceof Date ? value.toISOString().slice(0, 10) : String(value);
}
