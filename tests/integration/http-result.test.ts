import readWorkbook from 'read-excel-file/node';
import { describe, expect, test } from 'vitest';
import type { Store } from '../../server/store/store.ts';
import type { Marks } from '../../shared/ballot.ts';
import type { ResultTable } from '../../shared/protocol/result-table.ts';
import { emptyTally } from '../../shared/tally.ts';
import { alteredStore } from '../altered-store.ts';
import { sessionCookie } from '../console-viewer.ts';
import { openMeeting } from '../meeting-under-test.ts';
import { Phone } from '../phone.ts';
import { type ServerUnderTest, withApp } from '../server-under-test.ts';

async function ask(server: ServerUnderTest, path: string): Promise<Response> {
  return fetch(`${server.url}${path}`, { headers: { cookie: await sessionCookie(server) } });
}

async function vote(server: ServerUnderTest, secret: string, marks: Marks): Promise<void> {
  const phone = await Phone.enter(server.url, secret);
  expect(await phone.cast(marks)).toMatchObject({ ok: true });
  phone.leave();
}

describe('the result of a vote', () => {
  test('[SCORE-3] has what the phones cast, weighted, in table, file and workbook', () =>
    withApp(async (server) => {
      const meeting = await openMeeting(server.parts, [2, 3]);
      const [leaders = [], others = []] = meeting.tickets;
      // 40 % of the leaders' 90 (100, 80) and 60 % of the others' 70 (100, 60, 50).
      const grades = [0, 1, 0, 2, 3];
      for (const [index, secret] of [...leaders, ...others].entries())
        await vote(server, secret, meeting.marks(grades[index] ?? 0));
      const at = `/api/meetings/${meeting.id}`;
      expect(await (await ask(server, `${at}/result`)).json()).toEqual({
        ok: false,
        code: 'result_not_ready',
      });
      await meeting.command({ command: 'close', countdownSeconds: 0, confirmed: true });

      const table = (await (await ask(server, `${at}/result`)).json()) as ResultTable;
      expect(table.presenters).toHaveLength(8);
      for (const presenter of table.presenters)
        expect(presenter).toMatchObject({
          groupScores: ['90.00', '70.00'],
          score: '78.00',
          rank: 1,
        });
      expect(table.groups).toMatchObject([
        { issued: 2, returned: 2, valid: 2, blank: 0 },
        { issued: 3, returned: 3, valid: 3, blank: 0 },
      ]);
      expect(await (await ask(server, `${at}/result.json`)).json()).toEqual(table);
      const bytes = await (await ask(server, `${at}/result.xlsx`)).arrayBuffer();
      const [ranking] = await readWorkbook(Buffer.from(bytes));
      expect(ranking?.data[3]).toEqual([1, '述职人甲', '单位一 党组书记', 90, 70, 78, null]);
    }));

  test('[PHASE-6] is counted once more, and not given when the box does not bear it out', () => {
    let damaged = false;
    const around = (store: Store) =>
      alteredStore(store, {
        recountBox: async (id) => {
          const { kept, counted } = await store.recountBox(id);
          return { kept, counted: damaged ? emptyTally(kept.shape) : counted };
        },
      });
    return withApp(
      async (server) => {
        const meeting = await openMeeting(server.parts);
        await vote(server, meeting.tickets[1]?.[0] ?? '', meeting.marks(0));
        await meeting.command({ command: 'close', countdownSeconds: 0, confirmed: true });
        const at = `/api/meetings/${meeting.id}/result`;
        expect((await ask(server, at)).status).toBe(200);
        damaged = true;
        expect(await (await ask(server, at)).json()).toEqual({ ok: false, code: 'box_mismatch' });
        const state = await server.store.readMeeting(meeting.id);
        expect(state?.meeting.alarm).toBe('box_mismatch');
      },
      { around },
    );
  });

  test('[PHASE-6] is not given while box and tally differ', () =>
    withApp(async (server) => {
      const { id, command } = await openMeeting(server.parts);
      const { meeting } = await command({
        command: 'close',
        countdownSeconds: 0,
        confirmed: true,
      });
      const next = { ...meeting, version: meeting.version + 1, alarm: 'box_mismatch' } as const;
      const entry = { at: 0, role: 'server', event: 'alarm_raised', figures: {} } as const;
      await server.store.changeMeeting({ before: meeting, next, entry, box: 'keep' });
      for (const file of ['result', 'result.json', 'result.xlsx']) {
        const answer = await ask(server, `/api/meetings/${id}/${file}`);
        expect([answer.status, await answer.json()]).toEqual([
          409,
          { ok: false, code: 'box_mismatch' },
        ]);
      }
    }));
});
