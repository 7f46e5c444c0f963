import type { MeetingId, TicketSecret } from '../../../shared/identifiers.ts';
import { noticePlan } from '../../notice-plan.ts';
import { type ConsoleSession, openConsole } from '../console-session.ts';
import { CONSOLE_PASSWORD, type ServersUnderBench } from './servers.ts';

/** A meeting on a server under measurement, open in its first round. */
export interface BenchMeeting {
  readonly session: ConsoleSession;
  readonly id: MeetingId;
  readonly tickets: readonly TicketSecret[];
  /** The round that phones may cast in now. */
  readonly round: number;
}

/** The notice's meeting, `count` tickets in its two groups. */
export async function openMeeting(
  { first }: ServersUnderBench,
  count: number,
): Promise<BenchMeeting> {
  const session = await openConsole(first.origin, { password: CONSOLE_PASSWORD });
  const { meeting } = await session.createMeeting(noticePlan());
  const leaders = Math.ceil(count / 9);
  const minted = await session.mint(meeting.id, [leaders, count - leaders]);
  const opened = await session.command(meeting.id, { command: 'open' });
  return {
    session,
    id: meeting.id,
    tickets: minted.tickets.map(({ secret }) => secret),
    round: opened.meeting.round,
  };
}

/** Voids the round and opens the next: the same phones can vote again with the same tickets. */
export async function nextRound(meeting: BenchMeeting): Promise<BenchMeeting> {
  const { session, id } = meeting;
  await session.command(id, { command: 'pause' });
  await session.command(id, { command: 'voidRound', reason: '基准测试', confirmed: true });
  const opened = await session.command(id, { command: 'open' });
  return { ...meeting, round: opened.meeting.round };
}

/** Throws unless the server counts exactly as many ballots as were acknowledged. */
export async function requireReturned({ session, id }: BenchMeeting, count: number): Promise<void> {
  const { tickets } = await session.readMeeting(id);
  const spent = tickets.reduce((sum, group) => sum + group.spent, 0);
  if (spent !== count) throw new Error(`${count} ballots were acknowledged, ${spent} are counted`);
}
