import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CastKey, TicketSecret } from '../../../shared/identifiers.ts';
import type { MeetingPlan } from '../../../shared/meeting.ts';
import { noticePlan } from '../../notice-plan.ts';
import {
  type ConsoleKey,
  type ConsoleSession,
  openConsole,
  signInLink,
} from '../console-session.ts';
import { type ScreenWatch, shownReturned, watchScreen } from '../screen-watch.ts';
import { seededRandom } from '../seeded-random.ts';
import { type Script, writeScripts } from './behaviour.ts';
import { compareResult, compareScreen } from './comparison.ts';
import type { RehearsalOptions } from './options.ts';
import { type PhoneOutcome, voteByPhone } from './phone.ts';
import type { recountBallots } from './recount.ts';
import { resultLines, returnedLine } from './result-lines.ts';
import { phoneDifferences, troubleLine, verdictLines } from './verdict.ts';

/** Where a rehearsal meets the world. */
export interface RehearsalStage {
  readonly key: ConsoleKey;
  readonly print: (line: string) => void;
  /** Replaces the line that it said last. */
  readonly progress: (line: string) => void;
  readonly recount: typeof recountBallots;
}

/** A quarter of a second after closing nothing is under way any more; ten are for slow machines. */
const SCREEN_CLOSES_WITHIN_MS = 10_000;
const PROGRESS_EVERY_MS = 1000;

interface Prepared {
  readonly session: ConsoleSession;
  readonly plan: MeetingPlan;
  readonly meeting: Awaited<ReturnType<ConsoleSession['createMeeting']>>['meeting'];
  readonly scripts: readonly Script[];
  readonly tickets: readonly TicketSecret[];
  readonly screen: ScreenWatch;
}

/**
 * A whole meeting on a running server, from making it to closing it, and the recount. Resolves
 * with every difference found; none means 一致. The meeting stays closed, so that it can be looked
 * at. Throws `ServerUnreachable` and `ConsoleRefused` as the console does.
 */
export async function runRehearsal(
  options: RehearsalOptions,
  stage: RehearsalStage,
): Promise<readonly string[]> {
  const prepared = await prepare(options, stage);
  try {
    const outcomes = await vote(prepared, options, stage);
    return await conclude(prepared, outcomes, options, stage);
  } finally {
    prepared.screen.close();
  }
}

async function prepare(options: RehearsalOptions, stage: RehearsalStage): Promise<Prepared> {
  const { origin, groups, seconds, seed } = options;
  const session = await openConsole(origin, stage.key);
  const plan = noticePlan();
  const { meeting } = await session.createMeeting(plan);
  await session.command(meeting.id, { command: 'startRehearsal' });
  const minted = await session.mint(meeting.id, groups);
  const { token } = await session.makeScreenLink(meeting.id);
  stage.print(`演练会议：${plan.title}，领导 ${groups[0]} 票，其他 ${groups[1]} 票，种子 ${seed}`);
  stage.print(`大屏：${origin}/screen/#${token}`);
  const scripts = writeScripts(
    {
      groups,
      presenters: plan.presenters.length,
      items: plan.rule.items.length,
      grades: plan.rule.grades.length,
      durationMs: seconds * 1000,
    },
    seededRandom(seed),
  );
  return {
    session,
    plan,
    meeting,
    scripts,
    tickets: ticketsFor(scripts, minted.tickets),
    screen: watchScreen(origin, token),
  };
}

/** Each script gets a ticket of its group. */
function ticketsFor(
  scripts: readonly Script[],
  minted: readonly { readonly group: number; readonly secret: TicketSecret }[],
): readonly TicketSecret[] {
  const left = [...minted];
  return scripts.map(({ group }) => {
    const place = left.findIndex((ticket) => ticket.group === group);
    const [ticket] = left.splice(place, 1);
    if (place < 0 || ticket === undefined)
      throw new Error('fewer tickets were minted than ordered');
    return ticket.secret;
  });
}

async function vote(
  { session, meeting, scripts, tickets, screen }: Prepared,
  { origin, seconds, waitSeconds }: RehearsalOptions,
  { progress }: RehearsalStage,
): Promise<readonly PhoneOutcome[]> {
  const giveUp = new AbortController();
  const opening = Promise.withResolvers<number>();
  let accepted = 0;
  const phones = scripts.map(async (script, index) => {
    const ticket = tickets[index] as TicketSecret;
    const key = randomBytes(16).toString('hex') as CastKey;
    const errand = { origin, ticket, key, script, opening: opening.promise, giveUp: giveUp.signal };
    const outcome = await voteByPhone(errand);
    if (outcome.kind === 'accepted') accepted += 1;
    return outcome;
  });
  const everyPhone = Promise.all(phones);
  everyPhone.catch(() => {});
  try {
    for (let left = waitSeconds; left > 0; left--) {
      progress(`${left} 秒后开启测评`);
      await sleep(1000);
    }
    await session.command(meeting.id, { command: 'open' });
    opening.resolve(performance.now());
    for (let gone = 0; gone < seconds; gone++) {
      await sleep(PROGRESS_EVERY_MS);
      const shown = shownReturned(screen.latest());
      progress(
        `测评中 ${gone + 1}/${seconds} 秒，已收到回执 ${accepted}/${scripts.length}，大屏显示 ${shown}`,
      );
    }
    await Promise.race([everyPhone, sleep(5000)]);
  } finally {
    giveUp.abort();
  }
  return everyPhone;
}

async function conclude(
  { session, plan, meeting, scripts, screen }: Prepared,
  outcomes: readonly PhoneOutcome[],
  { origin }: RehearsalOptions,
  { key, print, recount }: RehearsalStage,
): Promise<readonly string[]> {
  await session.command(meeting.id, { command: 'close', countdownSeconds: 0, confirmed: true });
  const result = await session.readResult(meeting.id);
  const ballots = scripts.filter((_, index) => outcomes[index]?.kind === 'accepted');
  const recounted = recount(plan.rule, plan.presenters.length, ballots);
  print('');
  for (const line of resultLines(result, recounted)) print(line);
  print(returnedLine(result));
  print(troubleLine(scripts));
  const shown = await screen.until(({ phase }) => phase === 'closed', SCREEN_CLOSES_WITHIN_MS);
  const differences = [
    ...phoneDifferences(outcomes),
    ...compareResult(result, recounted),
    ...compareScreen(shown, recounted),
  ];
  for (const line of verdictLines(differences)) print(line);
  print(`结果可在控制台查看：${origin}/organizer/#/m/${meeting.id}/result`);
  const link = await signInLink(origin, key);
  if (link !== null) print(`一次性登录链接（15 分钟内有效）：${link}`);
  return differences;
}
