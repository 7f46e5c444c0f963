import { describe, expect, test } from 'vitest';
import {
  mayOpen,
  type ReadinessLine,
  readiness,
} from '../../../../client-organizer/views/control/readiness.ts';
import type { Display, TicketCounts } from '../../../../shared/meeting.ts';
import { decidePhase } from '../../../../shared/phase.ts';
import type { PhoneAddress } from '../../../../shared/protocol/http.ts';
import { meetingOf, overviewOf } from './moment.ts';

const REACHABLE: readonly PhoneAddress[] = [
  { url: 'http://192.0.2.7:3000', warnings: ['plain_http'] },
];
const FRESH: readonly TicketCounts[] = [
  { minted: 30, fresh: 30, spent: 0, voided: 0 },
  { minted: 150, fresh: 150, spent: 0, voided: 0 },
];
const FEW: readonly TicketCounts[] = [
  { minted: 9, fresh: 9, spent: 0, voided: 0 },
  ...FRESH.slice(1),
];
const ONLY_VOID: readonly TicketCounts[] = [
  { minted: 9, fresh: 0, spent: 0, voided: 9 },
  ...FRESH.slice(1),
];

function words(lines: readonly ReadinessLine[], state: ReadinessLine['state']): string {
  return lines
    .filter((line) => line.state === state)
    .map((line) => line.words)
    .join('；');
}

describe('[PHASE-1] what is missing before opening', () => {
  test('nothing, when all is there', () => {
    const lines = readiness(overviewOf(meetingOf(), { tickets: FRESH }), REACHABLE);
    expect(mayOpen(lines)).toBe(true);
    expect(words(lines, 'missing')).toBe('');
    expect(words(lines, 'ready')).toContain('A 票（领导）30 张可用');
    expect(words(lines, 'ready')).toContain('http://192.0.2.7:3000');
  });

  test('a group without usable tickets is named, and where it is put right', () => {
    const lines = readiness(overviewOf(meetingOf(), { tickets: ONLY_VOID }), REACHABLE);
    expect(words(lines, 'missing')).toBe('A 票（领导）还没有可用的测评票');
    expect(lines.find(({ state }) => state === 'missing')?.remedy).toBe('tickets');
  });

  test('every fault of the plan stands in the list', () => {
    const meeting = meetingOf({}, { title: ' ', presenters: [] });
    const lines = readiness(overviewOf(meeting, { tickets: FRESH }), REACHABLE);
    expect(words(lines, 'missing')).toContain('会议名称不能为空');
    expect(words(lines, 'missing')).toContain('述职人应为');
  });

  test('a store that takes nothing keeps the doors shut', () => {
    const storage = { state: 'failing', since: 0, code: 'SQLITE_FULL' } as const;
    expect(
      mayOpen(readiness(overviewOf(meetingOf(), { tickets: FRESH, storage }), REACHABLE)),
    ).toBe(false);
  });

  test('[PHASE-1] the list never promises more than the meeting accepts', () => {
    for (const tickets of [FRESH, FEW, ONLY_VOID])
      for (const presenters of [[], meetingOf().plan.presenters]) {
        const meeting = meetingOf({}, { presenters });
        const accepted = decidePhase(meeting, { command: 'open' }, tickets).ok;
        expect(mayOpen(readiness(overviewOf(meeting, { tickets }), null))).toBe(accepted);
      }
  });

  test('no screen and no reachable address are advice', () => {
    const overview = overviewOf(meetingOf(), { tickets: FRESH, screens: 0 });
    const local: readonly PhoneAddress[] = [
      { url: 'http://localhost:3000', warnings: ['localhost'] },
    ];
    const lines = readiness(overview, local);
    expect(words(lines, 'advice')).toContain('大屏还没有连接');
    expect(words(lines, 'advice')).toContain('手机可能打不开');
    expect(mayOpen(lines)).toBe(true);
  });
});

test('[SECRET-3] batches that never come are told of beforehand, as no fault', () => {
  const notes = (display: Display, tickets: readonly TicketCounts[]) =>
    words(readiness(overviewOf(meetingOf({}, { display }), { tickets }), REACHABLE), 'note');
  expect(notes('batched', FEW)).toMatch(/A 票（领导）不足 10 张.*结束测评前大屏不显示.*实时显示/);
  expect(notes('batched', FRESH)).toBe('');
  expect(notes('live', FEW)).toBe('');
  expect(notes('turnout', FEW)).toBe('');
});

describe('[SECRET-3] a live screen and a group of fewer than 10', () => {
  test('is warned of, with the group', () => {
    const lines = readiness(overviewOf(meetingOf(), { tickets: FEW }), REACHABLE);
    expect(words(lines, 'advice')).toContain('A 票（领导）不足 10 张');
  });

  test('not in batches, not by turnout, not from 10 on', () => {
    for (const display of ['batched', 'turnout'] as const) {
      const meeting = meetingOf({}, { display });
      expect(
        words(readiness(overviewOf(meeting, { tickets: FEW }), REACHABLE), 'advice'),
      ).not.toContain('不足');
    }
    const ten = [{ minted: 11, fresh: 10, spent: 0, voided: 1 }, ...FRESH.slice(1)];
    expect(
      words(readiness(overviewOf(meetingOf(), { tickets: ten }), REACHABLE), 'advice'),
    ).not.toContain('不足');
  });
});
