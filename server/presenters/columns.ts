import type { Presenter } from '../../shared/meeting.ts';

/** In the order that a list without headings has them. */
export const FIELDS = ['name', 'unit', 'post'] as const satisfies readonly (keyof Presenter)[];

/** What a column holds; `other` is not taken over. */
export type Column = keyof Presenter | 'other';

const HEADINGS: ReadonlyMap<string, keyof Presenter> = new Map([
  ['姓名', 'name'],
  ['名字', 'name'],
  ['述职人', 'name'],
  ['述职人姓名', 'name'],
  ['测评对象', 'name'],
  ['单位', 'unit'],
  ['所在单位', 'unit'],
  ['工作单位', 'unit'],
  ['单位名称', 'unit'],
  ['单位职务', 'unit'],
  ['单位及职务', 'unit'],
  ['部门', 'unit'],
  ['职务', 'post'],
  ['现任职务', 'post'],
  ['职位', 'post'],
  ['岗位', 'post'],
]);

/** The columns of a list whose first row is not empty, and whether that row is its headings. */
export function columnsOf(rows: readonly (readonly string[])[]): {
  readonly columns: readonly Column[];
  readonly headed: boolean;
} {
  const headings = (rows[0] ?? []).map((cell) => HEADINGS.get(cell.replaceAll(' ', '')) ?? 'other');
  if (headings.some((column) => column !== 'other')) return { columns: headings, headed: true };
  return { columns: isNumbered(rows) ? ['other', ...FIELDS] : FIELDS, headed: false };
}

/** Whether the list begins with a column of serial numbers (序号). */
function isNumbered(rows: readonly (readonly string[])[]): boolean {
  return rows.every(([first = '', ...rest]) =>
    rest.some((cell) => cell !== '') ? /^\d+[.、]?$/.test(first) : first === '',
  );
}
