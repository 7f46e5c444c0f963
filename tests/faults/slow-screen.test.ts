import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { addScreenLink } from '../../server/voting/links.ts';
import { changePlan } from '../../server/voting/meetings.ts';
import { SCREEN_NAMESPACE, type ScreenSnapshot } from '../../shared/protocol/screen.ts';
import { type MeetingUnderTest, must, prepareMeeting } from '../meeting-under-test.ts';
import { Phone } from '../phone.ts';
import { RawSocket } from '../raw-socket.ts';
import { ScreenViewer } from '../screen-viewer.ts';
import { type ServerUnderTest, withApp } from '../server-under-test.ts';
import { beginFault, times, wholeNumber } from './fault-run.ts';

const SECONDS = wholeNumber('SECONDS', 6);
/** So large that the operating system takes few of them for somebody who does not read. */
const EMBLEM_BYTES = 145_000;
/** A few pictures may wait for one who does not read, and never a queue of them. */
const MOST_WAITING = 5;

/** How many messages wait for the connection that has the most of them; looked at anew each time. */
function longestQueue({ app }: ServerUnderTest): () => number {
  const connections: object[] = [];
  app.io.engine.on('connection', (connection: object) => connections.push(connection));
  return () =>
    Math.max(
      ...connections.map((connection) => {
        const waiting: unknown = Reflect.get(connection, 'writeBuffer');
        return Array.isArray(waiting) ? waiting.length : 0;
      }),
    );
}

/** Something new and large to show, as often as screens are told. */
async function changeOnce(server: ServerUnderTest, { id }: MeetingUnderTest): Promise<void> {
  const state = await server.store.readMeeting(id);
  if (state === null) throw new Error('the meeting is gone');
  const emblem = `data:image/png;base64,${randomBytes(EMBLEM_BYTES).toString('base64')}`;
  const { version, plan } = state.meeting;
  must(await changePlan(server, id, { version, plan: { ...plan, emblem } }));
}

function revisionIn(message: string): number {
  const [, payload = '{}'] = /^42\/screen,\["snapshot",(.*)\]$/.exec(message) ?? [];
  return (JSON.parse(payload) as Partial<ScreenSnapshot>).revision ?? 0;
}

test('[SCREEN-1, SCREEN-3] a screen that reads nothing: nothing piles up, others see and vote on, and then it has the latest', () =>
  withApp(async (server) => {
    const { report } = beginFault('a screen that does not read');
    const queue = longestQueue(server);
    const meeting = await prepareMeeting(server, [1, 1]);
    const { token } = must(await addScreenLink(server, meeting.id, 'screen'));
    const good = await ScreenViewer.enter(server.url, token);
    const phone = await Phone.enter(server.url, meeting.tickets[1]?.[0] ?? '');
    const slow = await RawSocket.open(server.url);
    slow.enter(SCREEN_NAMESPACE, { token });
    await slow.until((message) => revisionIn(message) > 0);
    slow.socket.pause();

    const before = good.inbox.all('snapshot').length;
    const took: number[] = [];
    let longest = 0;
    for (let tenth = 0; tenth < SECONDS * 10; tenth++) {
      await changeOnce(server, meeting);
      if (tenth % 10 === 0) slow.pong();
      const asked = performance.now();
      await phone.cast(meeting.marks(0));
      took.push(performance.now() - asked);
      await delay(100);
      longest = Math.max(longest, queue());
    }
    expect(longest).toBeGreaterThan(0);
    expect(longest).toBeLessThanOrEqual(MOST_WAITING);
    const shown = good.inbox.all('snapshot').length - before;
    expect(shown).toBeGreaterThan(SECONDS * 2);
    await meeting.command({ command: 'open' });
    expect(await phone.cast(meeting.marks(0))).toMatchObject({ ok: true });
    const { revision } = await good.inbox.until(
      'snapshot',
      ({ groups }) => groups[1]?.returned === 1,
    );

    slow.socket.resume();
    await slow.until((message) => revisionIn(message) >= revision);
    const emblems = slow.heard.filter((message) => message.startsWith('42/screen,["emblem"'));
    expect(emblems.at(-1)).toContain(good.inbox.all('emblem').at(-1));
    const read = slow.heard.map(revisionIn).filter((one) => one > 0).length;
    expect(read).toBeLessThan(shown);
    for (const end of [good, phone]) end.leave();
    report(
      `${SECONDS} s without reading, ${shown} pictures to others, ${read} to it with the latest as soon as it read again; ` +
        `at most ${longest} messages waited; answers to a phone meanwhile: ${times(took)}`,
    );
  }));
