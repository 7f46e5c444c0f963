import type { PresenterImport } from '../../shared/protocol/http.ts';
import { ok, type Result, refuse } from '../../shared/result.ts';
import { type Row, readPresenters } from './list.ts';
import { isArchive, rowsOfSpreadsheet } from './spreadsheet.ts';
import { decodeText, rowsOfText } from './text.ts';

/** Far more than any list of presenters: whatever is longer is another file. */
const MOST_ROWS = 500;

/** A list typed, or pasted from a spreadsheet. */
export function importText(text: string): Result<PresenterImport> {
  return importRows(rowsOfText(text.replace(/^\uFEFF/, '')));
}

/** A file, known by its content and not by its name: .xlsx, or text with separators. */
export async function importFile(bytes: Uint8Array): Promise<Result<PresenterImport>> {
  if (isArchive(bytes)) {
    const rows = await rowsOfSpreadsheet(bytes);
    return rows.ok ? importRows(rows.value) : rows;
  }
  const text = decodeText(bytes);
  return text === null ? refuse('file_unreadable') : importText(text);
}

function importRows(rows: readonly Row[]): Result<PresenterImport> {
  if (rows.length > MOST_ROWS)
    return refuse('import_invalid', undefined, `名单超过 ${MOST_ROWS} 行，请只保留述职人。`);
  return ok(readPresenters(rows));
}
