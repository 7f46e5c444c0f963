import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import type { Store } from '../../server/store/store.ts';
import { addScreenLink } from '../../server/voting/links.ts';
import { deleteMeeting } from '../../server/voting/meetings.ts';
import type { Meeting } from '../../shared/meeting.ts';
import { alteredStore } from '../altered-store.ts';
import { ConsoleViewer } from '../console-viewer.ts';
import { must, prepareMeeting } from '../meeting-under-test.ts';
import { Phone } from '../phone.ts';
import { ScreenViewer } from '../screen-viewer.ts';
import { withApp } from '../server-under-test.ts';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** A store that remembers which records it handed out, as far as somebody still holds them. */
class RememberedRecords {
  readonly #handedOut: WeakRef<Meeting>[] = [];

  around(store: Store): Store {
    return alteredStore(store, {
      readMeeting: async (id) => {
        const state = await store.readMeeting(id);
        // The first version is held by the test itself.
        if (state !== null && state.meeting.version > 1)
          this.#handedOut.push(new WeakRef(state.meeting));
        return state;
      },
    });
  }

  get many(): number {
    return this.#handedOut.length;
  }

  async held(): Promise<number> {
    await setImmediate();
    collectGarbage();
    return this.#handedOut.filter((record) => record.deref() !== undefined).length;
  }
}

test('nothing of a deleted meeting stays in memory, whoever watched it', () => {
  const records = new RememberedRecords();
  return withApp(
    async (server) => {
      const meeting = await prepareMeeting(server);
      const { token } = must(await addScreenLink(server, meeting.id, 'screen'));
      const pages = [
        await Phone.enter(server.url, meeting.tickets[1]?.[0] ?? ''),
        await ScreenViewer.enter(server.url, token),
        await ConsoleViewer.enter(server, meeting.id),
      ] as const;
      // Until the console was told by itself, and not only when it came.
      for (const command of ['startRehearsal', 'open'] as const) await meeting.command({ command });
      await pages[2].inbox.until('overview', (overview) => overview.meeting.phase === 'open');
      await meeting.command({ command: 'close', countdownSeconds: 60, confirmed: true });
      await meeting.command({ command: 'endRehearsal', confirmed: true });
      await pages[2].inbox.until('overview', ({ log }) => log.at(-1)?.event === 'rehearsal_ended');
      expect(records.many).toBeGreaterThan(0);
      expect(await records.held()).toBeGreaterThan(0);
      must(await deleteMeeting(server, meeting.id));
      for (const page of pages) page.leave();
      await expect.poll(() => records.held(), { timeout: 20_000, interval: 100 }).toBe(0);
    },
    { around: (store) => records.around(store) },
  );
});
