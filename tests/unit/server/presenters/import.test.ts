import { describe, expect, test } from 'vitest';
import writeExcelFile from 'write-excel-file/node';
import { importFile, importText } from '../../../../server/presenters/import.ts';
import { type Entry, zipArchive } from './zip-archive.ts';

const PRESENTERS = [
  { name: '述职人甲', unit: '单位一', post: '书记、局长' },
  { name: '述职人乙', unit: '单位二', post: '' },
];
const LIST = { ok: true, value: { presenters: PRESENTERS, errors: [] } };

// “述职人甲,单位一,书记、局长” and “述职人乙,单位二,” as Excel for Chinese Windows saves them.
const GBK = Buffer.from(
  'caf6d6b0c8cbbcd72cb5a5cebbd2bb2ccae9bcc7a1a2bed6b3a40d0acaf6d6b0c8cbd2d22cb5a5cebbb6fe2c0d0a',
  'hex',
);

describe('pasted presenters', () => {
  test.each([
    ['tabs', '述职人甲\t单位一\t书记、局长\n述职人乙\t单位二\t'],
    [
      'tabs and headings',
      '单位\t姓名\t职务\r\n单位一\t述职人甲\t书记、局长\r\n单位二\t述职人乙\t\r\n',
    ],
    ['commas', '述职人甲,单位一,书记、局长\n述职人乙,单位二'],
    ['Chinese commas', '述职人甲，单位一，书记、局长\n述职人乙，单位二'],
    ['semicolons', '述职人甲；单位一；书记、局长\n述职人乙；单位二；'],
    ['quotes', '"述职人甲","单位一","书记、局长"\n"述职人乙","单位二",""'],
  ])('are read with %s', (_, text) => {
    expect(importText(text)).toEqual(LIST);
  });

  test('are people on one line with 、, and cells on several', () => {
    const names = importText('述职人甲、述职人乙、述职人丙');
    expect(names.ok && names.value.presenters.map(({ name }) => name)).toEqual([
      '述职人甲',
      '述职人乙',
      '述职人丙',
    ]);
    const rows = importText('述职人甲、单位一、书记\n述职人乙、单位二、局长');
    expect(rows.ok && rows.value.presenters).toEqual([
      { name: '述职人甲', unit: '单位一', post: '书记' },
      { name: '述职人乙', unit: '单位二', post: '局长' },
    ]);
  });

  test('may be one name a line', () => {
    const names = importText('述职人甲\n\n述职人乙\n');
    expect(names.ok && names.value.presenters).toHaveLength(2);
  });

  test('are refused when they are another text', () => {
    expect(importText('x\n'.repeat(501))).toMatchObject({ ok: false, code: 'import_invalid' });
  });
});

// Threads start slowly where other tests take the processor.
describe('a file of presenters', { timeout: 60_000 }, () => {
  const text = '姓名,单位,职务\n述职人甲,单位一,书记、局长\n述职人乙,单位二,\n';

  test.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${text}`)],
    ['GBK', GBK],
  ])('is read as .csv in %s', async (_, bytes) => {
    expect(await importFile(bytes)).toEqual(LIST);
  });

  test('is read as .xlsx, a formula-like name staying text', async () => {
    const bytes = await writeExcelFile([
      ['序号', '姓名', '单位', '职务'],
      [1, '=1+1', '单位一', '书记'],
      [2, 42, null, true],
    ]).toBuffer();
    expect(await importFile(bytes)).toEqual({
      ok: true,
      value: {
        presenters: [
          { name: '=1+1', unit: '单位一', post: '书记' },
          { name: '42', unit: '', post: 'true' },
        ],
        errors: [],
      },
    });
  });

  test.each([
    ['an archive of something else', zipArchive([{ name: 'a.xml', content: '<a/>' }])],
    ['an archive cut short', zipArchive([{ name: 'a.xml', content: '<a/>' }]).subarray(0, -5)],
    ['two letters', Buffer.from('PK')],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0xff])],
    ['zeros', Buffer.alloc(1000)],
  ])('is refused when it is %s', async (_, bytes) => {
    expect(await importFile(bytes)).toEqual({ ok: false, code: 'file_unreadable' });
  });

  test('may be the least that makes an .xlsx', async () => {
    const row = '<row r="1"><c r="A1" t="inlineStr"><is><t>述职人甲</t></is></c></row>';
    expect(await importFile(zipArchive(sheetArchive(row)))).toMatchObject({
      ok: true,
      value: { presenters: [{ name: '述职人甲' }] },
    });
  });

  test('is refused by the size that it unpacks to, before it is unpacked', async () => {
    const bomb = zipArchive(sheetArchive(' '.repeat(30 * 1024 * 1024)));
    expect(bomb.length).toBeLessThan(100_000);
    expect(await importFile(bomb)).toEqual({ ok: false, code: 'file_too_large' });
  });

  test('cannot hide what it unpacks to behind a small figure', async () => {
    const entries = sheetArchive(' '.repeat(30 * 1024 * 1024));
    for (const claimed of [0, 100, 600_000]) {
      const bomb = zipArchive(entries.map((entry) => ({ ...entry, claimed })));
      expect(await importFile(bomb)).toEqual({ ok: false, code: 'file_unreadable' });
    }
  });

  test('cannot say one long text in many cells', async () => {
    const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
    const offices = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
    const [book, relationships, sheet] = sheetArchive(
      '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>0</v></c></row>',
    ) as [Entry, Entry, Entry];
    const shared = `<Relationship Id="rId2" Type="${offices}/sharedStrings" Target="sharedStrings.xml"/>`;
    const content = relationships.content.replace('</', `${shared}</`);
    const text = (length: number) =>
      `<sst xmlns="${main}"><si><t>${'A'.repeat(length)}</t></si></sst>`;
    const file = (length: number) =>
      zipArchive([
        book,
        { ...relationships, content },
        sheet,
        { name: 'xl/sharedStrings.xml', content: text(length) },
      ]);
    expect(await importFile(file(1024 * 1024))).toMatchObject({ ok: true });
    expect(await importFile(file(1024 * 1024 + 1))).toEqual({
      ok: false,
      code: 'file_too_large',
    });
  });

  test('cannot ask for a sheet of millions of cells', async () => {
    const corner = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>';
    expect(await importFile(zipArchive(sheetArchive(corner)))).toEqual({
      ok: false,
      code: 'file_unreadable',
    });
  });
});

/** The least that makes an .xlsx; `rows` goes into its sheet. */
function sheetArchive(rows: string): Entry[] {
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const offices = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const packages = 'http://schemas.openxmlformats.org/package/2006/relationships';
  return [
    {
      name: 'xl/workbook.xml',
      content: `<workbook xmlns="${main}" xmlns:r="${offices}"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `<Relationships xmlns="${packages}"><Relationship Id="rId1" Type="${offices}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    },
    {
      name: 'xl/worksheets/sheet1.xml',
      content: `<worksheet xmlns="${main}"><sheetData>${rows}</sheetData></worksheet>`,
    },
  ];
}
