import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Marks } from '../../shared/ballot.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';
import type { CastAnswer } from '../../shared/protocol/voter.ts';
import { openConsole } from '../load/console-session.ts';
import { noticePlan } from '../notice-plan.ts';
import { newKey, Phone } from '../phone.ts';
import { startRedis } from '../redis-server.ts';
import { CaddyDeployment, PASSWORD } from './caddy-deployment.ts';

const ANSWER_MS = 2000;
const COUNTS = [4, 16];

/** As a phone does: the same key until there is an answer (CAST-3). */
async function castUntilAnswered(phone: Phone, marks: Marks): Promise<CastAnswer> {
  const key = newKey();
  for (;;) {
    const answer = await Promise.race([phone.cast(marks, key), setTimeout(ANSWER_MS)]);
    if (answer !== undefined) return answer;
  }
}

async function withRedis(use: (redisUrl: string) => Promise<void>): Promise<void> {
  const redis = await startRedis();
  try {
    await use(redis.url);
  } finally {
    await redis.dispose();
  }
}

test('[CAST-1, CAST-2] a hall votes through Caddy at two processes on one Redis, and one of them dies', () =>
  withRedis((redisUrl) =>
    CaddyDeployment.use(
      async (deployment) => {
        // Its requests keep no cookie, so each may be at another process.
        const organizer = await openConsole(deployment.url, { password: PASSWORD });
        const { meeting } = await organizer.createMeeting(noticePlan());
        const { tickets } = await organizer.mint(meeting.id, COUNTS);
        await organizer.command(meeting.id, { command: 'open' });
        const phones = tickets.map(({ secret: ticket }, index) => {
          const transports = [index % 2 === 0 ? 'websocket' : 'polling'];
          const auth = { protocol: PROTOCOL_VERSION, ticket };
          return new Phone(deployment.url, auth, {}, { transports, withCredentials: true });
        });
        await Promise.all(phones.map((phone) => phone.inbox.until('status')));
        const marks: Marks = Array.from({ length: 8 * 6 }, () => 0);
        const vote = (some: readonly Phone[]) =>
          Promise.all(some.map((phone) => castUntilAnswered(phone, marks)));
        const before = await vote(phones.slice(0, 7));
        const [answers] = await Promise.all([vote(phones.slice(7)), deployment.kill(0, 'SIGKILL')]);
        expect([...before, ...answers].filter(({ ok }) => !ok)).toEqual([]);
        for (const phone of phones) phone.leave();
        await organizer.command(meeting.id, {
          command: 'close',
          countdownSeconds: 0,
          confirmed: true,
        });
        const { groups } = await organizer.readResult(meeting.id);
        expect(groups.map(({ returned }) => returned)).toEqual(COUNTS);
      },
      { redisUrl },
    ),
  ));
