import type { Page } from 'playwright-core';
import type { Marks } from '../../shared/ballot.ts';
import type { MeetingPlan } from '../../shared/meeting.ts';
import type { CastAnswer } from '../../shared/protocol/voter.ts';
import { type MeetingUnderTest, prepareMeeting } from '../meeting-under-test.ts';
import { Phone } from '../phone.ts';
import type { ServerOptions, ServerUnderTest } from '../server-under-test.ts';
import { withDesk } from './organizer-desk.ts';

/** A prepared meeting: a signed-in console before it, tickets in the hall. */
export interface Hall {
  readonly page: Page;
  readonly server: ServerUnderTest;
  readonly meeting: MeetingUnderTest;
  readonly go: (tab: 'control' | 'result') => Promise<void>;
  /** Presses a button by its whole name. */
  readonly press: (name: string) => Promise<void>;
  /** What a phone does with a ticket, up to the answer. */
  readonly cast: (ticket: string, marks: Marks) => Promise<CastAnswer>;
  /** Waits until the page says so. */
  readonly sees: (words: string) => Promise<void>;
}

interface HallSetup {
  /** Tickets by group. */
  readonly counts?: readonly number[];
  readonly plan?: Partial<MeetingPlan>;
  readonly options?: ServerOptions;
}

export function inHall(use: (hall: Hall) => Promise<void>, setup: HallSetup = {}): Promise<void> {
  return withDesk(async (desk) => {
    const { page, server } = desk;
    await desk.signIn();
    const meeting = await prepareMeeting(server, setup.counts ?? [3, 5], setup.plan);
    const hall: Hall = {
      page,
      server,
      meeting,
      go: async (tab) => {
        await page.goto(`${server.url}/organizer/#/m/${meeting.id}/${tab}`);
        await page.locator('.phase').waitFor();
      },
      press: (name) => page.getByRole('button', { name, exact: true }).click(),
      cast: async (ticket, marks) => {
        const phone = await Phone.enter(server.url, ticket);
        const answer = await phone.cast(marks);
        phone.leave();
        return answer;
      },
      sees: (words) => page.getByText(words).first().waitFor(),
    };
    await use(hall);
  }, setup.options);
}

/** Opens as a person does, with the question answered. */
export async function openVoting(hall: Hall): Promise<void> {
  await hall.press('开启测评');
  await hall.press('票箱为空，开启测评');
  await hall.sees('正在测评');
}

export async function closeAtOnce(hall: Hall): Promise<void> {
  await hall.press('结束测评');
  await hall.page.getByLabel('立即').check();
  await hall.press('立即结束测评');
  await hall.page.locator('.next-situation', { hasText: /测评已结束|演练已走完/ }).waitFor();
}
