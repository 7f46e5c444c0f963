import type { MeetingPapers } from '../../../shared/meeting.ts';

/** The papers as they are being typed. */
export interface PapersEntry {
  readonly attendance: readonly { readonly expected: string; readonly present: string }[];
  readonly host: string;
  readonly scrutineers: readonly [string, string];
  readonly teller: string;
}

const MOST_PEOPLE = 1_000_000;
const NOT_A_NUMBER = '请填写整数，或留空。';

export function entryOf(papers: MeetingPapers): PapersEntry {
  const typed = (people: number | null) => (people === null ? '' : String(people));
  return {
    ...papers,
    attendance: papers.attendance.map(({ expected, present }) => ({
      expected: typed(expected),
      present: typed(present),
    })),
  };
}

/** What is wrong with a number of people as typed; undefined when nothing is. */
export function peopleFault(typed: string): string | undefined {
  return readPeople(typed) === undefined ? NOT_A_NUMBER : undefined;
}

/** Null where a number cannot be read as one. */
export function readEntry(entry: PapersEntry): MeetingPapers | null {
  const attendance: { expected: number | null; present: number | null }[] = [];
  for (const typed of entry.attendance) {
    const expected = readPeople(typed.expected);
    const present = readPeople(typed.present);
    if (expected === undefined || present === undefined) return null;
    attendance.push({ expected, present });
  }
  const [first, second] = entry.scrutineers;
  return {
    attendance,
    host: entry.host.trim(),
    scrutineers: [first.trim(), second.trim()],
    teller: entry.teller.trim(),
  };
}

/** Null when left empty, undefined when it is no number of people. */
function readPeople(typed: string): number | null | undefined {
  const digits = typed.normalize('NFKC').trim();
  if (digits === '') return null;
  if (!/^\d{1,7}$/.test(digits) || Number(digits) > MOST_PEOPLE) return undefined;
  return Number(digits);
}

export function samePapers(one: MeetingPapers, other: MeetingPapers): boolean {
  return differences(one, other, []).length === 0;
}

/** Where what is stored differs from what is typed here, in words: `主持人：现存“某某”`. */
export function differences(
  mine: MeetingPapers,
  stored: MeetingPapers,
  groupLabels: readonly string[],
): readonly string[] {
  const shown = (value: string | number | null) =>
    value === null || value === '' ? '空' : `“${value}”`;
  const line = (label: string, here: string | number | null, there: string | number | null) =>
    here === there ? [] : [`${label}：现存${shown(there)}`];
  return [
    ...stored.attendance.flatMap((there, group) => [
      ...line(
        `${groupLabels[group] ?? ''}应到`,
        mine.attendance[group]?.expected ?? null,
        there.expected,
      ),
      ...line(
        `${groupLabels[group] ?? ''}实到`,
        mine.attendance[group]?.present ?? null,
        there.present,
      ),
    ]),
    ...line('监票人一', mine.scrutineers[0], stored.scrutineers[0]),
    ...line('监票人二', mine.scrutineers[1], stored.scrutineers[1]),
    ...line('计票人', mine.teller, stored.teller),
    ...line('主持人', mine.host, stored.host),
  ];
}

/** Worth a look, and kept as it is: people can be counted wrongly, but also come unexpected. */
export function attendanceAdvice(
  papers: MeetingPapers,
  groupLabels: readonly string[],
): readonly string[] {
  return papers.attendance.flatMap(({ expected, present }, group) =>
    expected !== null && present !== null && present > expected
      ? [`${groupLabels[group] ?? ''}实到 ${present} 多于应到 ${expected}，请核对。`]
      : [],
  );
}
