import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { meetingShape } from '../../shared/meeting.ts';
import { addBallot, emptyTally } from '../../shared/tally.ts';
import { type MeetingUnderTest, openMeeting } from '../meeting-under-test.ts';
import { ServerProcess } from '../server-process.ts';
import { beginFault, times, wholeNumber } from './fault-run.ts';
import { Network } from './network.ts';
import { PageVoter, servePagesFrom } from './page-voter.ts';
import { testFolder } from './store-folder.ts';
import { type PreparedStore, STORES_UNDER_FAULT, withPrepared } from './stores-under-fault.ts';

const OUTAGE_SECONDS = wholeNumber('OUTAGE_SECONDS', 4);
const PHONES = wholeNumber('PHONES', 60);
const TIME_LIMIT_MS = 120_000 + OUTAGE_SECONDS * 3000;

/** What a voter is doing when the network goes. */
const SITUATIONS = ['has voted', 'has just pressed', 'presses in the dark', 'marks on'] as const;

function situationOf(number: number): (typeof SITUATIONS)[number] {
  return SITUATIONS[number % SITUATIONS.length] ?? 'marks on';
}

function gradeOf(number: number): number {
  return Math.floor(number / SITUATIONS.length) % 4;
}

async function inSituation(
  pages: readonly PageVoter[],
  situation: (typeof SITUATIONS)[number],
  act: (page: PageVoter, number: number) => Promise<void> | void,
): Promise<void> {
  await Promise.all(
    pages.map((page, number) => (situationOf(number) === situation ? act(page, number) : null)),
  );
}

const submit = (page: PageVoter, number: number) => page.submit(gradeOf(number));

/** The box is what all voters marked, each once. */
async function expectEveryBallotOnce(
  prepared: PreparedStore,
  { id, plan }: MeetingUnderTest,
): Promise<void> {
  const expected = emptyTally(meetingShape(plan));
  const cells = plan.presenters.length * plan.rule.items.length;
  for (let number = 0; number < PHONES; number++)
    addBallot(
      expected,
      1,
      Array.from({ length: cells }, () => gradeOf(number)),
    );
  const box = await withPrepared(prepared, ({ store }) => store.recountBox(id));
  expect(box).toEqual({ counted: expected, kept: expected });
}

describe.each(STORES_UNDER_FAULT)('all phones lose the network, on $name', ({ name, prepare }) => {
  test.each(['cut', 'stall'] as const)(
    '[CAST-2, CAST-3, PHASE-3] the network is gone (%s) and comes back: nothing is lost, nobody scans again',
    async (how) => {
      const { random, report } = beginFault(`the network lost (${how}) on ${name}`);
      const folder = testFolder();
      const prepared = await prepare(folder);
      const meeting = await withPrepared(prepared, (parts) => openMeeting(parts, [1, PHONES]));
      const server = new ServerProcess(folder, prepared.environment);
      onTestFinished(async () => void (await server.kill('SIGKILL')));
      const network = await Network.to(await server.listening());
      servePagesFrom(network.url);
      const pages = (meeting.tickets[1] ?? []).map((ticket) => new PageVoter(ticket, random));
      onTestFinished(() => {
        for (const page of pages) page.close();
        vi.unstubAllGlobals();
      });
      await Promise.all(pages.map((page) => page.until((one) => one.isConnected())));

      await inSituation(pages, 'has voted', async (page, number) => {
        submit(page, number);
        await page.until(({ receipt }) => receipt !== null);
      });
      const receipts = pages.map(({ receipt }) => receipt);
      void inSituation(pages, 'has just pressed', submit);
      await delay(Math.floor(random() * 10));
      network[how]();
      // What had left the network by then still arrives.
      await delay(300);
      const inTime = pages.filter(({ receipt }) => receipt !== null).length;
      await inSituation(pages, 'presses in the dark', submit);
      await delay(OUTAGE_SECONDS * 1000);
      expect(pages.filter(({ receipt }) => receipt !== null)).toHaveLength(inTime);

      network.heal();
      const healed = performance.now();
      await inSituation(pages, 'marks on', async (page, number) => {
        await page.until((one) => one.isConnected());
        submit(page, number);
      });
      const until = await Promise.all(
        pages.map(async (page) => {
          await page.until(({ receipt }) => receipt !== null);
          return performance.now() - healed;
        }),
      );
      expect(pages.map(({ refusedWith }) => refusedWith).filter(Boolean)).toEqual([]);
      for (const [number, before] of receipts.entries())
        if (before !== null) expect(pages[number]?.receipt).toBe(before);
      expect(await server.kill('SIGTERM')).toBe(0);
      await expectEveryBallotOnce(prepared, meeting);
      report(
        `${PHONES} phones without it for ${OUTAGE_SECONDS} s, ${inTime} had a receipt before; all have one after, ` +
          `none lost, none twice, nobody scanned again; from the network's return to the receipt: ${times(until)}`,
      );
    },
    TIME_LIMIT_MS,
  );
});
