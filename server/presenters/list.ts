import type { Presenter } from '../../shared/meeting.ts';
import type { PresenterImport } from '../../shared/protocol/http.ts';
import { RULE_LIMITS } from '../../shared/rule.ts';
import { type Column, columnsOf, FIELDS } from './columns.ts';

/** One row of a list as it was found, cell by cell. */
export type Row = readonly string[];

/** Longest value of each field, in characters: longer is another column's text or a broken row. */
const LONGEST: Readonly<Record<keyof Presenter, number>> = { name: 40, unit: 100, post: 100 };
/** Normalizing makes one character of at most four, so that a text of these stays too long. */
const MOST_CHARACTERS = 500;
const WORDS: Readonly<Record<keyof Presenter, string>> = {
  name: '姓名',
  unit: '单位',
  post: '职务',
};

interface Numbered extends Presenter {
  /** Of the source, from 1, empty ones counted. */
  readonly row: number;
}

/**
 * Reads a list of presenters, with or without a row of headings. Everything is text: what looks
 * like a formula stays the characters that it is. Each error names its row; `presenters` has every
 * row with a name, for the preview.
 */
export function readPresenters(rows: readonly Row[]): PresenterImport {
  const cleaned = rows.map((row) => row.map(cleanText));
  const start = cleaned.findIndex((row) => row.some((cell) => cell !== ''));
  if (start < 0) return { presenters: [], errors: [{ row: 1, message: '名单是空的。' }] };
  const { columns, headed } = columnsOf(cleaned.slice(start));
  if (!columns.includes('name'))
    return { presenters: [], errors: [{ row: start + 1, message: '标题行中没有“姓名”一列。' }] };
  const found = cleaned
    .map((row, index) => ({ ...readRow(row, columns), row: index + 1 }))
    .slice(headed ? start + 1 : start)
    .filter(({ name, unit, post }) => name !== '' || unit !== '' || post !== '');
  const named = found.filter(({ name }) => name !== '');
  return {
    presenters: named.map(({ name, unit, post }) => ({ name, unit, post })),
    errors: [
      ...(found.length === 0 ? [{ row: start + 1, message: '标题行下面没有内容。' }] : []),
      ...(headed ? [] : cleaned.flatMap((row, index) => checkWidth(row, columns, index + 1))),
      ...found.flatMap(checkFields),
      ...checkRepeats(named),
      ...checkNumber(found),
    ].sort((one, other) => one.row - other.row),
  };
}

/**
 * Without control and invisible characters; any run of white space becomes one space. What is cut
 * off is of a text that is too long for every field. It must be cut before it is normalized, which
 * takes hours for a megabyte of accents in the wrong order.
 */
function cleanText(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .trim()
    .slice(0, MOST_CHARACTERS)
    .toWellFormed()
    .normalize('NFC');
}

function readRow(row: Row, columns: readonly Column[]): Presenter {
  const cell = (field: keyof Presenter) =>
    columns
      .flatMap((column, index) => (column === field ? [row[index] ?? ''] : []))
      .filter((text) => text !== '')
      .join(' ');
  return { name: cell('name'), unit: cell('unit'), post: cell('post') };
}

/** Without headings nobody knows what a further cell is, and it must not vanish in silence. */
function checkWidth(
  row: Row,
  columns: readonly Column[],
  number: number,
): PresenterImport['errors'] {
  return row.slice(columns.length).every((cell) => cell === '')
    ? []
    : [{ row: number, message: '多于姓名、单位、职务三列，请加上标题行或删去多余的列。' }];
}

function checkFields(presenter: Numbered): PresenterImport['errors'] {
  const missing = presenter.name === '' ? ['缺少姓名。'] : [];
  const tooLong = FIELDS.filter((field) => [...presenter[field]].length > LONGEST[field]).map(
    (field) => `${WORDS[field]}超过 ${LONGEST[field]} 个字。`,
  );
  return [...missing, ...tooLong].map((message) => ({ row: presenter.row, message }));
}

function checkRepeats(named: readonly Numbered[]): PresenterImport['errors'] {
  const first = new Map<string, number>();
  return named.flatMap(({ name, unit, row }) => {
    const key = JSON.stringify([name, unit]);
    const before = first.get(key);
    if (before !== undefined)
      return [{ row, message: `“${name}”与第 ${before} 行重复（姓名和单位都相同）。` }];
    first.set(key, row);
    return [];
  });
}

function checkNumber(found: readonly Numbered[]): PresenterImport['errors'] {
  const { most } = RULE_LIMITS.presenters;
  const beyond = found[most];
  if (beyond === undefined) return [];
  return [{ row: beyond.row, message: `述职人最多 ${most} 名，名单中有 ${found.length} 名。` }];
}
