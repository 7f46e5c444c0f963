import { describe, expect, it } from 'vitest';
import type { ScreenLink } from '../../../shared/protocol/http.ts';
import type { Bench } from '../bench.ts';
import { draftMeeting, entryOf } from '../sample-meeting.ts';

const SCREEN: ScreenLink = { id: 'link1', kind: 'screen', createdAt: 1, revokedAt: null };
const HOST: ScreenLink = { id: 'link2', kind: 'host', createdAt: 2, revokedAt: null };
const SCREEN_HASH = '1'.repeat(64);
const HOST_HASH = '2'.repeat(64);

export function entrancePromises(bench: Bench): void {
  describe('links and sessions', () => {
    it('a link is found by the hash of its token, and listed with its meeting', async () => {
      const { meeting } = await draftMeeting(bench.store, 2);
      const entry = entryOf('screen_link_made');
      await bench.store.addScreenLink(meeting.id, SCREEN, SCREEN_HASH, entry);
      await bench.store.addScreenLink(meeting.id, HOST, HOST_HASH, entry);
      expect(await bench.store.listScreenLinks(meeting.id)).toEqual([SCREEN, HOST]);
      expect(await bench.store.findScreenLink(HOST_HASH)).toEqual({
        meeting: meeting.id,
        link: HOST,
      });
      expect(await bench.store.findScreenLink('3'.repeat(64))).toBeNull();
      expect((await bench.store.readLog(meeting.id, 9)).length).toBe(4);
    });

    it('a link is revoked once, with one entry, and stays in the list', async () => {
      const { meeting } = await draftMeeting(bench.store, 2);
      await bench.store.addScreenLink(meeting.id, SCREEN, SCREEN_HASH, entryOf('screen_link_made'));
      const entry = entryOf('screen_link_revoked', 50);
      expect(await bench.store.revokeScreenLink(meeting.id, 'link1', 50, entry)).toBe(true);
      const logged = await bench.store.readLog(meeting.id, 9);
      expect(logged.at(-1)).toEqual(entry);
      expect(await bench.store.revokeScreenLink(meeting.id, 'link1', 60, entry)).toBe(false);
      expect(await bench.store.revokeScreenLink(meeting.id, 'other', 60, entry)).toBe(false);
      expect(await bench.store.readLog(meeting.id, 9)).toEqual(logged);
      const revoked = { ...SCREEN, revokedAt: 50 };
      expect(await bench.store.listScreenLinks(meeting.id)).toEqual([revoked]);
      expect((await bench.store.findScreenLink(SCREEN_HASH))?.link).toEqual(revoked);
    });

    it('a session lasts until its moment, or until it is removed', async () => {
      await bench.store.addSession(SCREEN_HASH, 1_000, 500);
      expect(await bench.store.hasSession(SCREEN_HASH, 999)).toBe(true);
      expect(await bench.store.hasSession(SCREEN_HASH, 1_000)).toBe(false);
      expect(await bench.store.hasSession(HOST_HASH, 0)).toBe(false);
      await bench.store.addSession(HOST_HASH, 2_000, 999);
      expect(await bench.store.hasSession(SCREEN_HASH, 999)).toBe(true);
      await bench.store.removeSession(SCREEN_HASH);
      await bench.store.removeSession(SCREEN_HASH);
      expect(await bench.store.hasSession(SCREEN_HASH, 999)).toBe(false);
    });
  });
}
