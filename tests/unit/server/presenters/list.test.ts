import { describe, expect, test } from 'vitest';
import { readPresenters } from '../../../../server/presenters/list.ts';

const ONE = { name: '述职人甲', unit: '单位一', post: '书记' };
const TWO = { name: '述职人乙', unit: '单位二', post: '局长' };

describe('a list of presenters', () => {
  test('is read in the order 姓名 单位 职务 when it has no headings', () => {
    const list = readPresenters([
      ['述职人甲', '单位一', '书记'],
      ['述职人乙', '单位二', '局长'],
    ]);
    expect(list).toEqual({ presenters: [ONE, TWO], errors: [] });
  });

  test('is read by its headings, in whatever order, leaving other columns out', () => {
    const list = readPresenters([
      ['序号', '职 务', '备注', ' 单位', '姓名'],
      ['1', '书记', '新任', '单位一', '述职人甲'],
      ['2', '局长', '', '单位二', '述职人乙'],
    ]);
    expect(list).toEqual({ presenters: [ONE, TWO], errors: [] });
  });

  test('may begin with serial numbers', () => {
    const list = readPresenters([
      ['1', '述职人甲', '单位一', '书记'],
      ['2.', '述职人乙', '单位二', '局长'],
      ['', '', '', ''],
    ]);
    expect(list).toEqual({ presenters: [ONE, TWO], errors: [] });
  });

  test('may hold names alone', () => {
    expect(readPresenters([['述职人甲'], ['述职人乙']]).presenters).toEqual([
      { name: '述职人甲', unit: '', post: '' },
      { name: '述职人乙', unit: '', post: '' },
    ]);
  });

  test('names each error by its row, empty rows counted', () => {
    const { presenters, errors } = readPresenters([
      [],
      ['姓名', '单位', '职务'],
      ['述职人甲', '单位一', '书记'],
      [],
      ['', '单位三', '书记'],
      ['述职人甲', '单位一', '局长'],
      ['述职人甲', '单位二', '局长'],
      ['名'.repeat(41), '单位四', '职'.repeat(101)],
    ]);
    expect(errors).toEqual([
      { row: 5, message: '缺少姓名。' },
      { row: 6, message: '“述职人甲”与第 3 行重复（姓名和单位都相同）。' },
      { row: 8, message: '姓名超过 40 个字。' },
      { row: 8, message: '职务超过 100 个字。' },
    ]);
    expect(presenters).toHaveLength(4);
  });

  test('loses no cell in silence where there are no headings', () => {
    const { errors } = readPresenters([
      ['述职人甲', '述职人乙', '述职人丙', '述职人丁'],
      ['述职人戊', '', '', ''],
    ]);
    expect(errors).toEqual([
      { row: 1, message: '多于姓名、单位、职务三列，请加上标题行或删去多余的列。' },
    ]);
  });

  test('[RULE-1] may hold 60 presenters and not 61', () => {
    const rows = Array.from({ length: 61 }, (_, index) => [`述职人${index}`, '单位一', '']);
    expect(readPresenters(rows.slice(0, 60)).errors).toEqual([]);
    expect(readPresenters(rows).errors).toEqual([
      { row: 61, message: '述职人最多 60 名，名单中有 61 名。' },
    ]);
  });

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '=HYPERLINK("http://x")'])(
    'keeps %s as the characters that it is',
    (text) => {
      expect(readPresenters([[text, text, text]])).toEqual({
        presenters: [{ name: text, unit: text, post: text }],
        errors: [],
      });
    },
  );

  test('loses what cannot be seen, and no character that can', () => {
    const list = readPresenters([['\uFEFF述\u200B职人　甲\u0000', '单位\n一', ' \u202E书记 ']]);
    expect(list.presenters).toEqual([{ name: '述职人 甲', unit: '单位 一', post: '书记' }]);
  });

  test('[RULE-1] cuts what would take hours to normalize, and says that it is too long', () => {
    const accents = `述职人甲${'\u0315\u0300'.repeat(20_000)}`;
    const { presenters, errors } = readPresenters([[accents, '单位一', '']]);
    expect(presenters[0]?.name.length).toBeLessThanOrEqual(500);
    expect(errors).toEqual([{ row: 1, message: '姓名超过 40 个字。' }]);
  });

  test('[RULE-1] finds a text too long however many of its characters become one', () => {
    const letters = '\u03b1\u0313\u0300\u0345'.repeat(200);
    expect(readPresenters([['述职人甲', letters, '']]).errors).toEqual([
      { row: 1, message: '单位超过 100 个字。' },
    ]);
  });

  test.each([
    ['nothing', [], '名单是空的。'],
    ['white space', [[' ', '']], '名单是空的。'],
    ['headings alone', [['姓名', '单位']], '标题行下面没有内容。'],
    [
      'headings without a name',
      [
        ['单位', '职务'],
        ['单位一', '书记'],
      ],
      '标题行中没有“姓名”一列。',
    ],
  ])('says what is the matter with %s', (_, rows, message) => {
    expect(readPresenters(rows)).toEqual({ presenters: [], errors: [{ row: 1, message }] });
  });
});
