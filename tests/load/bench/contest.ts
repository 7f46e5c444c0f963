import type { MeetingId, TicketSecret } from '../../../shared/identifiers.ts';
import { type BenchMeeting, nextRound, openMeeting, requireReturned } from './bench-meeting.ts';
import type { ChildServer } from './child-server.ts';
import type { LightPhone } from './light-phone.ts';
import { castFrames, connectPhones, storm, untilOpen } from './phones.ts';
import { withBareServer, withServers } from './servers.ts';
import { type Storage, withStorage } from './storage.ts';

/** Bare Socket.IO; one process on the embedded store; one and two processes on a Redis of their own. */
export const CONTENDERS = ['bare', 'embedded', 'redis', 'twoOnRedis'] as const;
export type ContenderName = (typeof CONTENDERS)[number];

/** One storm: how long it took, and the processor time that each side used. */
export interface StormFigures {
  readonly votes: number;
  readonly elapsedMs: number;
  /** Of all processes of the server together. */
  readonly serverMs: number;
  readonly redisMs: number;
  readonly generatorMs: number;
}

export type RoundFigures = Readonly<Record<ContenderName, StormFigures>>;

export interface ContestOptions {
  readonly phones: number;
  readonly rounds: number;
  readonly serverFlags: readonly string[];
  readonly progress: (line: string) => void;
}

interface Contender {
  readonly name: ContenderName;
  readonly servers: readonly ChildServer[];
  readonly redisMs: () => Promise<number>;
  readonly phones: readonly LightPhone[];
  /** Null for the bare server, which knows of none. */
  readonly meeting: BenchMeeting | null;
}

/** As long as a real one, for the bare server, which looks at neither. */
const NO_MEETING = 'nomeeting000' as MeetingId;
const noTicket = (): TicketSecret => '0000000000000000' as TicketSecret;

/** Rounds in which all servers get their code compiled; not counted. */
const WARM_UP_ROUNDS = 2;

/**
 * The same storm on each contender, one after the other in turns: as many phones and the same words.
 * Between rounds the round is voided, which makes every ticket fresh again; only the storms are timed.
 */
export function holdContest(options: ContestOptions): Promise<readonly RoundFigures[]> {
  return withBareContender(options, (bare) =>
    withContender('embedded', options, (embedded) =>
      withContender('redis', options, (redis) =>
        withContender('twoOnRedis', options, (twoOnRedis) =>
          runRounds([bare, embedded, redis, twoOnRedis], options),
        ),
      ),
    ),
  );
}

function withContender<Answer>(
  name: Exclude<ContenderName, 'bare'>,
  { phones: count, serverFlags, progress }: ContestOptions,
  act: (contender: Contender) => Promise<Answer>,
): Promise<Answer> {
  const processes = name === 'twoOnRedis' ? 2 : 1;
  return withStorage(name === 'embedded' ? 'embedded' : 'redis', (storage: Storage) =>
    withServers(storage, processes, serverFlags, async (servers) => {
      progress(`votes: connecting ${count} phones (${name})`);
      const meeting = await openMeeting(servers, count);
      const phones = await connectPhones(
        servers.all.map(({ origin }) => origin),
        meeting.tickets,
      );
      const { processorMs: redisMs } = storage;
      const answer = await act({ name, servers: servers.all, redisMs, phones, meeting });
      for (const phone of phones) phone.leave();
      return answer;
    }),
  );
}

function withBareContender<Answer>(
  { phones: count }: ContestOptions,
  act: (contender: Contender) => Promise<Answer>,
): Promise<Answer> {
  return withBareServer(async (bare) => {
    const phones = await connectPhones([bare.origin], Array.from({ length: count }, noTicket));
    const redisMs = async () => 0;
    const answer = await act({ name: 'bare', servers: [bare], redisMs, phones, meeting: null });
    for (const phone of phones) phone.leave();
    return answer;
  });
}

async function runRounds(
  contenders: readonly Contender[],
  { rounds, progress }: ContestOptions,
): Promise<readonly RoundFigures[]> {
  let ready = contenders;
  const figures: RoundFigures[] = [];
  for (let round = 0; round < WARM_UP_ROUNDS + rounds; round++) {
    if (round > 0) ready = await Promise.all(ready.map(withNextRound));
    for (const { phones, meeting } of ready)
      if (meeting !== null) await untilOpen(phones, meeting.round);
    const measured = await runRound(ready, round);
    if (round < WARM_UP_ROUNDS) continue;
    figures.push(measured);
    progress(`votes: round ${figures.length}/${rounds}`);
  }
  return figures;
}

async function withNextRound(contender: Contender): Promise<Contender> {
  const { meeting } = contender;
  return meeting === null ? contender : { ...contender, meeting: await nextRound(meeting) };
}

/** One storm each; who goes first changes from round to round. */
async function runRound(contenders: readonly Contender[], round: number): Promise<RoundFigures> {
  const first = round % contenders.length;
  const figures = new Map<ContenderName, StormFigures>();
  for (const contender of [...contenders.slice(first), ...contenders.slice(0, first)])
    figures.set(contender.name, await measureStorm(contender));
  return Object.fromEntries(figures) as RoundFigures;
}

async function measureStorm(contender: Contender): Promise<StormFigures> {
  const { servers, redisMs, phones, meeting } = contender;
  const frames = castFrames(meeting?.id ?? NO_MEETING, meeting?.round ?? 1, phones.length);
  const [serverBefore, redisBefore] = [await processorMsOf(servers), await redisMs()];
  const generatorBefore = process.cpuUsage();
  const elapsedMs = await storm(phones, frames);
  const { user, system } = process.cpuUsage(generatorBefore);
  const figures = {
    votes: phones.length,
    elapsedMs,
    serverMs: (await processorMsOf(servers)) - serverBefore,
    redisMs: (await redisMs()) - redisBefore,
    generatorMs: (user + system) / 1000,
  };
  if (meeting !== null) await requireReturned(meeting, phones.length);
  return figures;
}

async function processorMsOf(servers: readonly ChildServer[]): Promise<number> {
  const each = await Promise.all(servers.map((server) => server.processorMs()));
  return each.reduce((sum, ms) => sum + ms, 0);
}
