import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished, vi } from 'vitest';
import type { Store } from '../../server/store/store.ts';
import { meetingShape } from '../../shared/meeting.ts';
import { addBallot, emptyTally } from '../../shared/tally.ts';
import type { Random } from '../load/seeded-random.ts';
import type { MeetingUnderTest } from '../meeting-under-test.ts';
import { PageVoter, servePagesFrom } from './page-voter.ts';

/** Voters who press 提交 at moments spread over a fault, before, in and after it. */
export class VotersInTheDark {
  readonly #meeting: MeetingUnderTest;
  readonly #random: Random;
  readonly #pages: readonly PageVoter[];

  private constructor(meeting: MeetingUnderTest, random: Random, pages: readonly PageVoter[]) {
    this.#meeting = meeting;
    this.#random = random;
    this.#pages = pages;
  }

  /** Scans the tickets of the meeting's second group; resolves when every ballot is there. */
  static async scan(
    url: string,
    meeting: MeetingUnderTest,
    random: Random,
  ): Promise<VotersInTheDark> {
    servePagesFrom(url);
    const pages = (meeting.tickets[1] ?? []).map((ticket) => new PageVoter(ticket, random));
    onTestFinished(() => {
      for (const page of pages) page.close();
      vi.unstubAllGlobals();
    });
    await Promise.all(pages.map((page) => page.until((one) => one.isConnected())));
    return new VotersInTheDark(meeting, random, pages);
  }

  get receipts(): number {
    return this.#pages.filter(({ receipt }) => receipt !== null).length;
  }

  /** Each at a moment of its own within this time. */
  submitWithin(ms: number): Promise<void> {
    const submit = async (page: PageVoter, number: number) => {
      await delay(this.#random() * ms);
      page.submit(gradeOf(number));
    };
    return Promise.all(this.#pages.map(submit)).then(() => undefined);
  }

  /** Resolves with how long after `from` each receipt came; none for those who had it by then. */
  async allReceived(from: number): Promise<readonly number[]> {
    const waited = await Promise.all(
      this.#pages.map(async (page) => {
        if (page.receipt !== null) return [];
        await page.until(({ receipt }) => receipt !== null);
        return [performance.now() - from];
      }),
    );
    expect(this.#pages.map(({ refusedWith }) => refusedWith).filter(Boolean)).toEqual([]);
    return waited.flat();
  }

  /** The box is what all voters marked, each once. */
  async expectEveryBallotOnce(store: Store): Promise<void> {
    const { plan, id, marks } = this.#meeting;
    const expected = emptyTally(meetingShape(plan));
    for (const number of this.#pages.keys()) addBallot(expected, 1, marks(gradeOf(number)));
    expect(await store.recountBox(id)).toEqual({ counted: expected, kept: expected });
    const state = await store.readMeeting(id);
    expect(state?.tickets[1]?.spent).toBe(this.#pages.length);
  }
}

function gradeOf(number: number): number {
  return number % 4;
}
