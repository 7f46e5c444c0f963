import { expect, test } from 'vitest';
import { createSignInLink } from '../../server/entrance/sign-in-tokens.ts';
import { FullDisk } from '../failing-store.ts';
import { openMeeting } from '../meeting-under-test.ts';
import { Phone } from '../phone.ts';
import { withApp } from '../server-under-test.ts';

test('a write that fails for the console tells the phones too, and they hear when it is over', () => {
  const disk = new FullDisk();
  return withApp(
    async (server) => {
      const meeting = await openMeeting(server.parts, [1, 1]);
      const phone = await Phone.enter(server.url, meeting.tickets[0]?.[0] ?? '');
      const link = await createSignInLink(server, server.url);
      const token = new URL(link).hash.replace('#sign-in=', '');
      const headers = { 'content-type': 'application/json', origin: server.url };
      const signedIn = await fetch(`${server.url}/api/session`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ token }),
      });
      const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '';
      disk.full = true;
      const answer = await fetch(`${server.url}/api/meetings/${meeting.id}/commands`, {
        method: 'POST',
        headers: { ...headers, cookie },
        body: JSON.stringify({ command: 'pause' }),
      });
      expect([answer.status, await answer.json()]).toMatchObject([
        503,
        { code: 'storage_unavailable' },
      ]);
      await phone.inbox.until('status', ({ interrupted }) => interrupted);
      phone.inbox.clear();
      disk.full = false;
      const after = await phone.inbox.until('status', ({ interrupted }) => !interrupted);
      expect(after.phase).toBe('open');
      phone.leave();
    },
    { around: (store) => disk.around(store), failuresExpected: true },
  );
});
