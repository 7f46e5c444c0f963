import { expect, test } from 'vitest';
import { runCommand } from '../../../../server/voting/commands.ts';
import { changePapers, readDetail } from '../../../../server/voting/meetings.ts';
import type { VotingParts } from '../../../../server/voting/parts.ts';
import { voidTickets } from '../../../../server/voting/tickets.ts';
import type { MeetingId } from '../../../../shared/identifiers.ts';
import { alteredStore } from '../../../altered-store.ts';
import {
  type MeetingUnderTest,
  must,
  openMeeting,
  prepareMeeting,
} from '../../../meeting-under-test.ts';
import { withParts } from '../../../voting-parts.ts';

/** Parts by which somebody else changes the papers just before each of the first `times` changes. */
function interrupted(parts: VotingParts, id: MeetingId, times: number): VotingParts {
  let left = times;
  const store = alteredStore(parts.store, {
    changeMeeting: async (change) => {
      if (left > 0) {
        left -= 1;
        const { meeting } = must(await readDetail(parts, id));
        must(await changePapers(parts, id, { version: meeting.version, papers: meeting.papers }));
      }
      return parts.store.changeMeeting(change);
    },
  });
  return { ...parts, store };
}

async function closedMeeting(parts: VotingParts): Promise<MeetingUnderTest> {
  const meeting = await openMeeting(parts, [1, 1], { display: 'turnout' });
  await meeting.command({ command: 'close', countdownSeconds: 0, confirmed: true });
  return meeting;
}

test('[PHASE-2] a pause that meets another change is decided anew', () =>
  withParts(async (parts) => {
    const { id } = await openMeeting(parts, [1, 1]);
    const { meeting } = must(await runCommand(interrupted(parts, id, 2), id, { command: 'pause' }));
    expect(meeting).toMatchObject({ phase: 'paused', version: 5 });
  }));

test('[PHASE-2] a meeting that never stands still is a conflict in the end', () =>
  withParts(async (parts) => {
    const { id } = await openMeeting(parts, [1, 1]);
    const answer = await runCommand(interrupted(parts, id, 100), id, { command: 'pause' });
    expect(answer).toMatchObject({ code: 'conflict' });
    expect(must(await readDetail(parts, id)).meeting.phase).toBe('open');
  }));

test('[PHASE-1] nothing is opened once the last ticket of a group was voided in the same moment', () =>
  withParts(async (parts) => {
    const { id } = await prepareMeeting(parts, [1, 1]);
    const store = alteredStore(parts.store, {
      changeMeeting: async (change) => {
        must(await voidTickets(parts, id, { batch: 1 }));
        return parts.store.changeMeeting(change);
      },
    });
    const answer = await runCommand({ ...parts, store }, id, { command: 'open' });
    expect(answer).toMatchObject({ code: 'group_without_tickets' });
    expect(must(await readDetail(parts, id)).meeting.phase).toBe('draft');
  }));

test('two consoles that reveal at once reveal one presenter', () =>
  withParts(async (parts) => {
    const { id } = await closedMeeting(parts);
    const reveal = { command: 'reveal', how: 'next', revealed: 0 } as const;
    const answers = [
      ...(await Promise.all([runCommand(parts, id, reveal), runCommand(parts, id, reveal)])),
      await runCommand(parts, id, reveal),
    ];
    const refused = answers.flatMap((answer) => (answer.ok ? [] : [answer.code]));
    expect(refused).toEqual(['conflict', 'conflict']);
    expect(must(await readDetail(parts, id)).meeting.revealed).toBe(1);
  }));
