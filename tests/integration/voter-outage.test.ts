import { expect, test } from 'vitest';
import { OutcomeUnknown, type Store } from '../../server/store/store.ts';
import { addScreenLink } from '../../server/voting/links.ts';
import { alteredStore } from '../altered-store.ts';
import { ConsoleViewer } from '../console-viewer.ts';
import { FullDisk } from '../failing-store.ts';
import { must, openMeeting } from '../meeting-under-test.ts';
import { newKey, Phone } from '../phone.ts';
import { ScreenViewer } from '../screen-viewer.ts';
import { withApp } from '../server-under-test.ts';

test('[CAST-2] a full disk interrupts the vote for everybody to see, and it goes on by itself', () => {
  const disk = new FullDisk();
  return withApp(
    async (server) => {
      const meeting = await openMeeting(server.parts, [1, 2]);
      const { token } = must(await addScreenLink(server.parts, meeting.id, 'screen'));
      const screen = await ScreenViewer.enter(server.url, token);
      const viewer = await ConsoleViewer.enter(server, meeting.id);
      const [one = '', other = ''] = meeting.tickets[1] ?? [];
      const phone = await Phone.enter(server.url, one);
      const bystander = await Phone.enter(server.url, other);
      const key = newKey();

      disk.full = true;
      expect(await phone.cast(meeting.marks(0), key)).toMatchObject({
        code: 'storage_unavailable',
      });
      await bystander.inbox.until('status', ({ interrupted }) => interrupted);
      await screen.inbox.until('snapshot', ({ interrupted }) => interrupted);
      await viewer.inbox.until(
        'overview',
        ({ storage }) => storage.state === 'failing' && storage.code === 'SQLITE_FULL',
      );
      phone.inbox.clear();
      disk.full = false;
      await phone.inbox.until('status', ({ interrupted }) => !interrupted);
      await viewer.inbox.until('overview', ({ storage }) => storage.state === 'ok');
      await screen.inbox.until('snapshot', ({ interrupted }) => !interrupted);
      expect(await phone.cast(meeting.marks(0), key)).toMatchObject({ ok: true });
      const log = await server.store.readLog(meeting.id, 2);
      expect(log.map(({ event, role }) => [event, role])).toEqual([
        ['storage_failed', 'server'],
        ['storage_recovered', 'server'],
      ]);
      for (const client of [phone, bystander, screen, viewer]) client.leave();
    },
    { around: (store) => disk.around(store), failuresExpected: true },
  );
});

test('[CAST-4] where the answer of the store was lost the phone hears nothing, and its ballot counts once', () => {
  let losing = false;
  const around = (store: Store) =>
    alteredStore(store, {
      cast: async (cast) => {
        const outcome = await store.cast(cast);
        if (losing) throw new OutcomeUnknown('REDIS_LOST', undefined);
        return outcome;
      },
    });
  return withApp(
    async (server) => {
      const meeting = await openMeeting(server.parts, [1, 1]);
      const phone = await Phone.enter(server.url, meeting.tickets[1]?.[0] ?? '');
      const key = newKey();
      losing = true;
      let said: unknown = 'nothing';
      void phone.cast(meeting.marks(0), key).then((answer) => {
        said = answer;
      });
      // Everybody is told of the outage, and it ends, without this cast being answered.
      await phone.inbox.until('status', ({ interrupted }) => interrupted);
      phone.inbox.clear();
      losing = false;
      await phone.inbox.until('status', ({ interrupted }) => !interrupted);
      expect(said).toBe('nothing');
      // To call it refused would let the voter change marks that lie in the box already.
      expect(await phone.cast(meeting.marks(3), key)).toMatchObject({ ok: true });
      const { counted } = await server.store.recountBox(meeting.id);
      expect([...counted.returned]).toEqual([0, 1]);
      phone.leave();
    },
    { around, failuresExpected: true },
  );
});

test('[PHASE-1] a closing that falls due on a full disk comes as soon as there is room', () => {
  const disk = new FullDisk();
  return withApp(
    async (server) => {
      const meeting = await openMeeting(server.parts);
      const phone = await Phone.enter(server.url, meeting.tickets[1]?.[0] ?? '');
      await meeting.command({ command: 'close', countdownSeconds: 1, confirmed: true });
      disk.full = true;
      await phone.inbox.until('status', ({ interrupted }) => interrupted);
      disk.full = false;
      await phone.inbox.until('status', ({ phase }) => phase === 'closed');
      phone.leave();
    },
    { around: (store) => disk.around(store), failuresExpected: true },
  );
});
