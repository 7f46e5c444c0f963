import { expect, test } from 'vitest';
import { StorageUnavailable, type Store } from '../../../../server/store/store.ts';
import { checkBox } from '../../../../server/voting/box-check.ts';
import { runCommand } from '../../../../server/voting/commands.ts';
import { copyTally } from '../../../../shared/tally.ts';
import { alteredStore } from '../../../altered-store.ts';
import { must, openMeeting } from '../../../meeting-under-test.ts';
import { withParts } from '../../../voting-parts.ts';

const CLOSE = { command: 'close', countdownSeconds: 0, confirmed: true } as const;

/** A box in which one ballot lies that no tally knows. */
function oneTooMany(store: Store): Store {
  return alteredStore(store, {
    recountBox: async (id) => {
      const { kept } = await store.recountBox(id);
      const counted = copyTally(kept);
      counted.returned[1] = 1;
      return { counted, kept };
    },
  });
}

test('[PHASE-6] a box that differs at closing halts the meeting, and the difference is in the log', () =>
  withParts(async (parts) => {
    const { id } = await openMeeting(parts, [1, 1]);
    const { meeting } = must(await runCommand(parts, id, CLOSE));
    expect(meeting).toMatchObject({ phase: 'closed', alarm: 'box_mismatch' });
    const log = await parts.store.readLog(id, 2);
    expect(log.map(({ event }) => event)).toEqual(['closed', 'alarm_raised']);
    expect(log[1]?.figures).toEqual({ counted: 1, kept: 0 });
    const reveal = await runCommand(parts, id, { command: 'reveal', how: 'all', revealed: 0 });
    expect(reveal).toMatchObject({ code: 'meeting_halted' });
  }, oneTooMany));

test('[PHASE-6] an alarm is raised once, however often the box is counted', () =>
  withParts(async (parts) => {
    const { id } = await openMeeting(parts, [1, 1]);
    expect(await checkBox(parts, id)).toBe(false);
    expect(await checkBox(parts, id)).toBe(false);
    const log = await parts.store.readLog(id, 10);
    expect(log.filter(({ event }) => event === 'alarm_raised')).toHaveLength(1);
  }, oneTooMany));

test('[PHASE-6] a box that agrees changes nothing', () =>
  withParts(async (parts) => {
    const { id } = await openMeeting(parts, [1, 1]);
    const before = await parts.store.readMeeting(id);
    expect(await checkBox(parts, id)).toBe(true);
    expect(await parts.store.readMeeting(id)).toEqual(before);
  }));

test('a store that cannot be read is no alarm', () =>
  withParts(
    async (parts) => {
      const { id } = await openMeeting(parts, [1, 1]);
      await expect(checkBox(parts, id)).rejects.toThrow(StorageUnavailable);
      expect((await parts.store.readMeeting(id))?.meeting.alarm).toBeNull();
    },
    (store) =>
      alteredStore(store, {
        recountBox: () => Promise.reject(new StorageUnavailable('SQLITE_IOERR', undefined)),
      }),
  ));
