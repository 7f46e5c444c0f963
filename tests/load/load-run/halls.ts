import type { MeetingId } from '../../../shared/identifiers.ts';
import type { MeetingDetail } from '../../../shared/protocol/http.ts';
import type { ResultTable } from '../../../shared/protocol/result-table.ts';
import { type ConsoleKey, type ConsoleSession, openConsole } from '../console-session.ts';
import { type ScreenWatch, shownReturned, watchScreen } from '../screen-watch.ts';
import type { Shown } from '../vote-to-screen.ts';
import { machineNow } from './clock.ts';
import type { PhoneLot } from './fleet.ts';
import { groupSizes, loadPlan, type Scenario } from './scenario.ts';

/** One meeting under load, with its screens. */
export interface Hall {
  readonly id: MeetingId;
  readonly title: string;
  readonly screens: readonly HallScreen[];
  /** Moments of `machineNow` at which the order was given. */
  openedAt: number;
  closedAt: number;
}

export interface HallScreen {
  readonly watch: ScreenWatch;
  readonly shown: readonly Shown[];
}

/** All meetings of a load run, as their organizer has them. */
export interface Halls {
  readonly halls: readonly Hall[];
  readonly lots: readonly PhoneLot[];
  readonly open: () => Promise<void>;
  readonly close: () => Promise<void>;
  readonly read: (
    hall: Hall,
  ) => Promise<{ readonly result: ResultTable; readonly detail: MeetingDetail }>;
  /** Ends the rehearsals and deletes the meetings. */
  readonly remove: () => Promise<void>;
  readonly leaveScreens: () => void;
}

export interface HallsOrder {
  readonly origins: readonly string[];
  readonly key: ConsoleKey;
  readonly scenario: Scenario;
  readonly screensPerMeeting: number;
}

/** Makes the meetings, as rehearsals, with tickets and screens; phones and screens take turns among the origins. */
export async function prepareHalls(order: HallsOrder): Promise<Halls> {
  const { origins, scenario } = order;
  const session = await openConsole(origins[0] ?? '', order.key);
  const halls: Hall[] = [];
  const lots: PhoneLot[] = [];
  for (let meeting = 0; meeting < scenario.meetings; meeting++) {
    const hall = await makeMeeting(session, scenario, meeting);
    const { tickets } = await session.mint(hall.id, groupSizes(scenario.phonesPerMeeting));
    for (const { group, secret } of tickets) {
      const phone = lots.length;
      lots.push({ phone, meeting, group, ticket: secret, origin: inTurn(origins, phone) });
    }
    halls.push({ ...hall, screens: await openScreens(session, hall.id, order) });
  }
  return {
    halls,
    lots,
    open: () =>
      inEvery(halls, async (hall) => {
        hall.openedAt = machineNow();
        await session.command(hall.id, { command: 'open' });
      }),
    close: () =>
      inEvery(halls, async (hall) => {
        hall.closedAt = machineNow();
        await session.command(hall.id, { command: 'close', countdownSeconds: 0, confirmed: true });
      }),
    read: async ({ id }) => ({
      detail: await session.readMeeting(id),
      result: await session.readResult(id),
    }),
    remove: () =>
      inEvery(halls, async ({ id }) => {
        await session.command(id, { command: 'endRehearsal', confirmed: true });
        await session.deleteMeeting(id);
      }),
    leaveScreens: () => {
      for (const { screens } of halls) for (const { watch } of screens) watch.close();
    },
  };
}

/** At once: each hall has an organizer of its own. */
async function inEvery(halls: readonly Hall[], act: (hall: Hall) => Promise<void>): Promise<void> {
  await Promise.all(halls.map(act));
}

async function makeMeeting(
  session: ConsoleSession,
  scenario: Scenario,
  meeting: number,
): Promise<Omit<Hall, 'screens'>> {
  const plan = loadPlan(scenario, meeting);
  const { id } = (await session.createMeeting(plan)).meeting;
  await session.command(id, { command: 'startRehearsal' });
  return { id, title: plan.title, openedAt: 0, closedAt: 0 };
}

async function openScreens(
  session: ConsoleSession,
  id: MeetingId,
  { origins, screensPerMeeting }: HallsOrder,
): Promise<readonly HallScreen[]> {
  if (screensPerMeeting === 0) return [];
  const { token } = await session.makeScreenLink(id);
  return Array.from({ length: screensPerMeeting }, (_, screen) => {
    const shown: Shown[] = [];
    const watch = watchScreen(inTurn(origins, screen), token, (snapshot) =>
      shown.push({ at: machineNow(), returned: shownReturned(snapshot) }),
    );
    return { watch, shown };
  });
}

function inTurn(origins: readonly string[], place: number): string {
  return origins[place % origins.length] ?? '';
}
