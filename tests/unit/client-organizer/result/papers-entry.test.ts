import { describe, expect, test } from 'vitest';
import {
  attendanceAdvice,
  differences,
  entryOf,
  peopleFault,
  readEntry,
  samePapers,
} from '../../../../client-organizer/views/result/papers-entry.ts';
import { emptyPapers, type MeetingPapers } from '../../../../shared/meeting.ts';
import { papersRequestSchema } from '../../../../shared/protocol/schemas/http.ts';

const PAPERS: MeetingPapers = {
  attendance: [
    { expected: 32, present: 30 },
    { expected: 160, present: null },
  ],
  host: '主持人甲',
  scrutineers: ['监票人甲', '监票人乙'],
  teller: '计票人甲',
};

describe('papers as they are typed', () => {
  test('come back as they were', () => {
    expect(readEntry(entryOf(PAPERS))).toEqual(PAPERS);
    expect(readEntry(entryOf(emptyPapers(2)))).toEqual(emptyPapers(2));
  });

  test('full-width digits and spaces around are read', () => {
    const typed = {
      ...entryOf(PAPERS),
      attendance: [{ expected: ' １２ ', present: '' }],
      host: ' 主持人甲 ',
    };
    expect(readEntry(typed)).toMatchObject({
      attendance: [{ expected: 12, present: null }],
      host: '主持人甲',
    });
  });

  test.each(['-1', '1.5', '十', '1000001', '12人'])('%s is no number of people', (typed) => {
    expect(peopleFault(typed)).toBeDefined();
    expect(
      readEntry({ ...entryOf(PAPERS), attendance: [{ expected: typed, present: '' }] }),
    ).toBeNull();
  });

  test.each(['', '0', '1000000'])('“%s” is one, and the server takes it', (typed) => {
    expect(peopleFault(typed)).toBeUndefined();
    const papers = readEntry({
      ...entryOf(PAPERS),
      attendance: [{ expected: typed, present: '' }],
    });
    expect(papersRequestSchema.safeParse({ version: 1, papers }).success).toBe(true);
  });
});

test('what someone else stored meanwhile is named, field by field', () => {
  const stored: MeetingPapers = {
    ...PAPERS,
    teller: '计票人乙',
    attendance: [
      { expected: 33, present: 30 },
      { expected: 160, present: 158 },
    ],
  };
  expect(differences(PAPERS, stored, ['领导', '其他'])).toEqual([
    '领导应到：现存“33”',
    '其他实到：现存“158”',
    '计票人：现存“计票人乙”',
  ]);
  expect(samePapers(PAPERS, { ...PAPERS })).toBe(true);
  expect(samePapers(PAPERS, stored)).toBe(false);
});

test('more present than expected is pointed out', () => {
  const papers = {
    ...PAPERS,
    attendance: [
      { expected: 30, present: 31 },
      { expected: null, present: 5 },
    ],
  };
  expect(attendanceAdvice(papers, ['领导', '其他'])).toEqual(['领导实到 31 多于应到 30，请核对。']);
});
