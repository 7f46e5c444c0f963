import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';
import { FullDisk } from '../failing-store.ts';
import { Phone } from '../phone.ts';
import type { ServerOptions } from '../server-under-test.ts';
import { phoneAccessibilityProblems } from './accessibility.ts';
import { haltVote } from './halted-vote.ts';
import { sidewaysProblems, sizeProblems } from './voter-measure.ts';
import {
  inVoterHall,
  SMALL_PHONE,
  ticketOf,
  type VoterHall,
  type VoterPhone,
} from './voter-phone.ts';

const NOBODYS_TICKET = '0000111122223333';
const NARROW = { width: 320, height: 568 };
/** What 200 % zoom leaves of a phone of 360 × 740. */
const ZOOMED = { width: 180, height: 370 };
/** More wrong codes than one address may try at once. */
const TOO_MANY = 70;

/** A server whose disk can be full and whose clock can stand still. */
class Trouble {
  readonly disk = new FullDisk();
  standsAt: number | null = null;

  readonly options: ServerOptions = {
    around: (store) => this.disk.around(store),
    now: () => this.standsAt ?? Date.now(),
    failuresExpected: true,
  };
}

async function look(page: Page): Promise<readonly string[]> {
  return [
    ...(await phoneAccessibilityProblems(page)),
    ...(await sizeProblems(page)),
    ...(await sidewaysProblems(page)),
  ];
}

/** The page speaks the language of another version of the server. */
async function speakOldProtocol(page: Page): Promise<void> {
  await page.routeWebSocket(/\/socket\.io\//, (phone) => {
    const server = phone.connectToServer();
    phone.onMessage((said) => server.send(String(said).replace(/"protocol":\d+/, '"protocol":0')));
  });
}

async function tryWrongCodes(url: string): Promise<void> {
  const auth = { protocol: PROTOCOL_VERSION, ticket: NOBODYS_TICKET };
  for (let tries = 0; tries < TOO_MANY; tries += 10) {
    const phones = Array.from({ length: 10 }, () => new Phone(url, auth));
    await Promise.all(phones.map((phone) => phone.refusal()));
    for (const phone of phones) phone.leave();
  }
}

/** Someone else's cast finds the disk full, so that everybody is told. */
async function interrupt({ server, meeting }: VoterHall, { disk }: Trouble): Promise<void> {
  disk.full = true;
  const other = await Phone.enter(server.url, ticketOf(meeting, 5));
  expect(await other.cast(meeting.marks(0))).toMatchObject({ code: 'storage_unavailable' });
  other.leave();
}

/** Brings a phone into every trouble there is, and looks at each. */
async function everyTrouble(
  hall: VoterHall,
  trouble: Trouble,
  size: { width: number; height: number },
): Promise<Record<string, readonly string[]>> {
  const { phone, meeting, server, command } = hall;
  const found: Record<string, readonly string[]> = {};
  const stop = async (name: string, words: string, { page }: VoterPhone) => {
    await page.getByText(words).first().waitFor();
    found[name] = await look(page);
  };
  const stranger = await phone(size);
  await speakOldProtocol(stranger.page);
  await stranger.scan(ticketOf(meeting, 0));
  await stop('version_mismatch', '请刷新页面', stranger);

  const voter = await phone(size);
  await voter.scan(ticketOf(meeting, 0));
  await voter.seesHeading('述职人甲');
  await interrupt(hall, trouble);
  await stop('marking while interrupted', '系统暂时无法保存选票，正在恢复', voter);
  await voter.fillAll('好');
  await stop('review while interrupted', '系统暂时无法保存选票，正在恢复', voter);
  await voter.tap('确认提交');
  await stop('casting while interrupted', '恢复后会自动提交', voter);
  trouble.disk.full = false;
  await voter.seesHeading('已收到');

  const late = await phone(size);
  await late.scan(ticketOf(meeting, 1));
  await late.fillAll('较好');
  await command({ command: 'close', countdownSeconds: 300, confirmed: true });
  await stop('review while closing', '还剩', late);
  await command({ command: 'cancelClosing' });
  await late.page.getByText('还剩').waitFor({ state: 'detached' });
  await haltVote(server, meeting.id);
  await stop('halted', '测评已中止', late);

  trouble.standsAt = Date.now();
  await tryWrongCodes(server.url);
  const guesser = await phone(size);
  await guesser.scan(NOBODYS_TICKET);
  await stop('too_many_tries', '请稍后再试', guesser);
  return found;
}

test.each([
  ['on a small phone', SMALL_PHONE],
  ['320 px wide', NARROW],
  ['at 200 % zoom', ZOOMED],
])('every trouble is clean for axe, large enough, and nothing sticks out %s', (_, size) => {
  const trouble = new Trouble();
  return inVoterHall(
    async (hall) => {
      expect(await everyTrouble(hall, trouble, size)).toEqual({
        version_mismatch: [],
        'marking while interrupted': [],
        'review while interrupted': [],
        'casting while interrupted': [],
        'review while closing': [],
        halted: [],
        too_many_tries: [],
      });
    },
    { options: trouble.options },
  );
});

test('the end of the vote is clean for axe, too', () =>
  inVoterHall(async ({ phone, meeting, command }) => {
    const voter = await phone();
    await voter.scan(ticketOf(meeting, 0));
    await voter.seesHeading('述职人甲');
    await command({ command: 'close', countdownSeconds: 0, confirmed: true });
    await voter.seesHeading('测评已经结束');
    expect(await look(voter.page)).toEqual([]);
  }));
