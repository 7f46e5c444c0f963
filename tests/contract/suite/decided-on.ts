import { describe, expect, it } from 'vitest';
import type { MeetingArchive } from '../../../server/store/store.ts';
import { exported } from '../archivable-meeting.ts';
import type { Bench } from '../bench.ts';
import {
  change,
  close,
  draftMeeting,
  entryOf,
  openMeeting,
  readState,
  samplePlan,
} from '../sample-meeting.ts';

/** Two meetings of one id, one after the other, with the same version and revision. */
async function replaced(bench: Bench) {
  const { meeting } = await draftMeeting(bench.store, 4);
  const { id } = meeting;
  const archive: MeetingArchive = await exported(bench.store, id);
  await change(bench.store, id, { plan: samplePlan(2, { title: '此前的标题' }) });
  const gone = await readState(bench.store, id);
  expect(await bench.store.deleteMeeting(gone)).toBe('deleted');
  await bench.store.importMeeting({ ...archive, revision: gone.revision - 2 });
  await change(bench.store, id, { plan: samplePlan(2, { title: '现在的标题' }) });
  const now = await readState(bench.store, id);
  expect([now.revision, now.meeting.version]).toEqual([gone.revision, gone.meeting.version]);
  return { gone, now };
}

export function decisionPromises(bench: Bench): void {
  describe('what an act was decided on', () => {
    it('[PHASE-2, PHASE-7] a change decided on a meeting is a conflict in another one of its id and version', async () => {
      const { gone, now } = await replaced(bench);
      const { id, version } = now.meeting;
      const opening = (before: typeof now) =>
        bench.store.changeMeeting({
          before: before.meeting,
          next: { ...before.meeting, phase: 'open', version: version + 1 },
          entry: entryOf('opened'),
          box: 'prepare',
          revision: before.revision,
        });
      expect(await opening(gone)).toBe('conflict');
      expect(await readState(bench.store, id)).toEqual(now);
      expect(await opening(now)).toBe('changed');
      expect((await readState(bench.store, id)).meeting.plan.title).toBe('现在的标题');
    });

    it('[PHASE-7] nor is that one deleted, though its revision is the same', async () => {
      const { gone, now } = await replaced(bench);
      expect(await bench.store.deleteMeeting(gone)).toBe('conflict');
      expect(await readState(bench.store, now.meeting.id)).toEqual(now);
      expect(await bench.store.deleteMeeting(now)).toBe('deleted');
    });

    it('a record is the same by its content, whoever read or made it', async () => {
      const { meeting } = await openMeeting(bench.store, 2);
      const fields = Object.entries(structuredClone(meeting)).toReversed();
      const before = Object.fromEntries(fields) as unknown as typeof meeting;
      const next = { ...meeting, phase: 'paused', version: meeting.version + 1 } as const;
      const pausing = { before, next, entry: entryOf('paused'), box: 'keep' } as const;
      expect(await bench.store.changeMeeting(pausing)).toBe('changed');
      await close(bench.store, meeting.id);
      expect((await readState(bench.store, meeting.id)).meeting.phase).toBe('closed');
    });
  });
}
