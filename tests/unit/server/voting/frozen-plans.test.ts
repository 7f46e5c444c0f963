import { expect, test } from 'vitest';
import { runCommand } from '../../../../server/voting/commands.ts';
import { FrozenPlans } from '../../../../server/voting/frozen-plans.ts';
import { must, openMeeting, prepareMeeting } from '../../../meeting-under-test.ts';
import { withParts } from '../../../voting-parts.ts';

test('[CAST-4] a reading from before the opening refuses nobody who casts after it', () =>
  withParts(async (parts) => {
    const meeting = await prepareMeeting(parts);
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    let readings = 0;
    const plans = new FrozenPlans({
      readMeeting: async (id) => {
        const state = await parts.store.readMeeting(id);
        readings += 1;
        if (readings === 1) await held;
        return state;
      },
    });
    const early = plans.find(meeting.id, 1);
    must(await runCommand(parts, meeting.id, { command: 'open' }));
    const inTime = plans.find(meeting.id, 1);
    letGo();
    expect(await early).toMatchObject({ code: 'voting_not_open' });
    expect(await inTime).toMatchObject({ ok: true, value: { round: 1 } });
  }));

test('a hall that casts at once after the opening shares its readings', () =>
  withParts(async (parts) => {
    const meeting = await prepareMeeting(parts);
    must(await runCommand(parts, meeting.id, { command: 'open' }));
    let readings = 0;
    const plans = new FrozenPlans({
      readMeeting: (id) => {
        readings += 1;
        return parts.store.readMeeting(id);
      },
    });
    const found = await Promise.all(Array.from({ length: 50 }, () => plans.find(meeting.id, 1)));
    expect(found.every(({ ok }) => ok)).toBe(true);
    expect(readings).toBeLessThan(3);
  }));

test('[RULE-3] a plan of data that are gone is forgotten: nothing of it judges what came back', () =>
  withParts(async (parts) => {
    const meeting = await openMeeting(parts);
    const plans = new FrozenPlans(parts.store);
    expect(await plans.find(meeting.id, 1)).toMatchObject({ ok: true });
    await meeting.command({ command: 'close', countdownSeconds: 0, confirmed: true });
    const before = await parts.store.readMeeting(meeting.id);
    await meeting.command({ command: 'voidRound', reason: '重来', confirmed: true });
    await meeting.command({ command: 'open' });
    expect(await plans.find(meeting.id, 2)).toMatchObject({ ok: true, value: { round: 2 } });
    expect(await plans.find(meeting.id, 1)).toMatchObject({ code: 'wrong_round' });

    if (before !== null) plans.told(before.meeting);
    expect(await plans.find(meeting.id, 1)).toMatchObject({ ok: true, value: { round: 1 } });
    plans.forget(meeting.id);
    expect(await plans.find(meeting.id, 2)).toMatchObject({ ok: true, value: { round: 2 } });
  }));
