import type { CellObject, Sheet } from 'write-excel-file/node';
import type { HeadingRows } from './repeat-headings.ts';

/** A cell of a sheet; null is empty, or covered by a neighbour that spans it. */
export type SheetCell = CellObject | null;
export type SheetRow = SheetCell[];

/** A sheet, and which of its rows are the heads of its table. */
export interface PrintedSheet {
  readonly sheet: Sheet<Buffer> & { readonly sheet: string };
  readonly headingRows: HeadingRows;
}

const BORDER = { borderColor: '#000000', borderStyle: 'thin' } as const;
const CENTRED = { align: 'center', alignVertical: 'center', wrap: true } as const;
/** Rows do not grow by themselves around wrapped text, in points. */
const HEIGHT = { heading: 34, body: 20 } as const;
const HEADING_FILL = '#F2E8D5';

/** What starts a formula when a text is typed or read from a .csv; the wide forms count in Chinese Excel. */
const FORMULA_START = /^[=+\-@\t\r＝＋－＠]/;

/**
 * Text that no program takes for a formula. In the .xlsx itself a text cell is never one; but saved
 * as .csv and opened again, `=1+1` would be computed. So such text gets the apostrophe with which
 * spreadsheets mark text, and stays readable.
 */
export function safeText(text: string): string {
  return FORMULA_START.test(text.trimStart()) ? `'${text}` : text;
}

export function line(text: string, style: Partial<CellObject> = {}): CellObject {
  return { value: safeText(text), type: String, format: '@', ...style } as CellObject;
}

export function heading(text: string, span: Partial<CellObject> = {}): CellObject {
  return line(text, {
    ...BORDER,
    ...CENTRED,
    fontWeight: 'bold',
    backgroundColor: HEADING_FILL,
    height: HEIGHT.heading,
    ...span,
  });
}

export function text(value: string, span: Partial<CellObject> = {}): CellObject {
  return line(value, { ...BORDER, ...CENTRED, height: HEIGHT.body, ...span });
}

/** A whole number; null stays an empty bordered cell. */
export function count(value: number | null, span: Partial<CellObject> = {}): CellObject {
  return number(value, '0', span);
}

/**
 * A published decimal as a real number: the double nearest to `91.41` shows and computes as 91.41
 * in every spreadsheet. Null is a dash in words, never 0.
 */
export function decimal(
  value: string | null,
  decimals: number,
  span: Partial<CellObject> = {},
): CellObject {
  if (value === null) return text('—', span);
  return number(Number(value), decimalFormat(decimals), span);
}

/** `33.3` as the number 0.333, shown as 33.3%. */
export function percent(value: string | null): CellObject {
  return value === null ? text('—') : number(Number(`${value}e-2`), '0.0%');
}

/** A weight or share of the rule, as it was entered. */
export function asEntered(
  value: string,
  unit: '' | '"%"',
  span: Partial<CellObject> = {},
): CellObject {
  const places = value.split('.')[1]?.length ?? 0;
  return number(Number(value), `${decimalFormat(places)}${unit}`, span);
}

function number(value: number | null, format: string, span: Partial<CellObject> = {}): CellObject {
  if (value === null) return text('', span);
  return {
    value,
    type: Number,
    format,
    ...BORDER,
    ...CENTRED,
    height: HEIGHT.body,
    ...span,
  } as CellObject;
}

function decimalFormat(decimals: number): string {
  return decimals === 0 ? '0' : `0.${'0'.repeat(decimals)}`;
}

/** `cell`, and the places to its right that it covers. */
export function across(cell: CellObject, columns: number): SheetRow {
  return [{ ...cell, columnSpan: columns }, ...Array.from({ length: columns - 1 }, () => null)];
}
