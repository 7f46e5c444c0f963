import { type BenchMeeting, nextRound, openMeeting, requireReturned } from './bench-meeting.ts';
import type { ChildServer } from './child-server.ts';
import { perSecond, type Row, spread, spreadText } from './figures.ts';
import type { LightPhone } from './light-phone.ts';
import { castFrames, connectPhones, storm, untilOpen } from './phones.ts';
import { type ServerPair, withServerPair } from './server-pair.ts';

const TARGET_RATIO = 0.6;
/** Rounds in which both servers get their code compiled; not counted. */
const WARM_UP_ROUNDS = 2;

export interface ThroughputOptions {
  readonly phones: number;
  readonly rounds: number;
  readonly serverFlags: readonly string[];
  readonly progress: (line: string) => void;
}

interface Contest {
  readonly pair: ServerPair;
  readonly phones: readonly LightPhone[];
  readonly barePhones: readonly LightPhone[];
}

/** One storm: how long it took, and the processor time that the server and the generator used. */
interface StormFigures {
  readonly votes: number;
  readonly elapsedMs: number;
  readonly serverMs: number;
  readonly generatorMs: number;
}

interface RoundFigures {
  readonly ours: StormFigures;
  readonly bare: StormFigures;
}

/**
 * Durable votes per second of the whole server against acknowledgements per second of the bare
 * one: the same phones and words, one storm after the other in turns. Between rounds the round is
 * voided, which makes every ticket fresh again; only the storms are timed.
 */
export function measureThroughput(options: ThroughputOptions): Promise<readonly Row[]> {
  return withServerPair(options.serverFlags, async (pair) => {
    const meeting = await openMeeting(pair.server, pair.dataDir, options.phones);
    const phones = await connectPhones(pair.server.origin, meeting.tickets);
    const barePhones = await connectPhones(pair.bare.origin, meeting.tickets);
    const contest: Contest = { pair, phones, barePhones };
    const rounds = await runRounds(meeting, contest, options);
    for (const phone of [...phones, ...barePhones]) phone.leave();
    return rows(rounds, options);
  });
}

async function runRounds(
  opened: BenchMeeting,
  contest: Contest,
  { rounds, progress }: ThroughputOptions,
): Promise<readonly RoundFigures[]> {
  let meeting = opened;
  const figures: RoundFigures[] = [];
  for (let round = 0; round < WARM_UP_ROUNDS + rounds; round++) {
    if (round > 0) meeting = await nextRound(meeting);
    await untilOpen(contest.phones, meeting.round);
    const measured = await runRound(meeting, contest, round % 2 === 0);
    await requireReturned(meeting, contest.phones.length);
    if (round < WARM_UP_ROUNDS) continue;
    figures.push(measured);
    const { ours, bare } = measured;
    progress(`votes: round ${figures.length}/${rounds}, ${speed(ours)} of ${speed(bare)}`);
  }
  return figures;
}

/** One storm each; who goes first changes from round to round. */
async function runRound(
  { id, round }: BenchMeeting,
  { pair, phones, barePhones }: Contest,
  bareLast: boolean,
): Promise<RoundFigures> {
  const frames = castFrames(id, round, phones.length);
  const stormOurs = () => measureStorm(pair.server, phones, frames);
  const stormBare = () => measureStorm(pair.bare, barePhones, frames);
  if (bareLast) return { ours: await stormOurs(), bare: await stormBare() };
  const bare = await stormBare();
  return { ours: await stormOurs(), bare };
}

async function measureStorm(
  server: ChildServer,
  phones: readonly LightPhone[],
  frames: readonly string[],
): Promise<StormFigures> {
  const serverBefore = await server.processorMs();
  const generatorBefore = process.cpuUsage();
  const elapsedMs = await storm(phones, frames);
  const { user, system } = process.cpuUsage(generatorBefore);
  return {
    votes: phones.length,
    elapsedMs,
    serverMs: (await server.processorMs()) - serverBefore,
    generatorMs: (user + system) / 1000,
  };
}

function perSecondOf({ votes, elapsedMs }: StormFigures): number {
  return (votes / elapsedMs) * 1000;
}

function speed(storm: StormFigures): string {
  return perSecond(perSecondOf(storm));
}

/** µs of the server's processor time for each vote, over all rounds: the clock of the kernel is coarse. */
function processorPerVote(storms: readonly StormFigures[]): number {
  const votes = storms.reduce((sum, storm) => sum + storm.votes, 0);
  return (storms.reduce((sum, storm) => sum + storm.serverMs, 0) / votes) * 1000;
}

function rows(rounds: readonly RoundFigures[], { phones }: ThroughputOptions): readonly Row[] {
  const ours = rounds.map((round) => round.ours);
  const bare = rounds.map((round) => round.bare);
  const ratio = spread(rounds.map((round) => perSecondOf(round.ours) / perSecondOf(round.bare)));
  const generator = spread([...ours, ...bare].map((storm) => storm.generatorMs / storm.elapsedMs));
  const [ourProcessor, bareProcessor] = [processorPerVote(ours), processorPerVote(bare)];
  return [
    {
      what: `durable votes per second, ${phones} phones at once`,
      figure: perSecond(spread(ours.map(perSecondOf)).median),
      baseline: `${perSecond(spread(bare.map(perSecondOf)).median)} acknowledged, not stored`,
      ratio: spreadText(ratio, 2),
      target: `≥ ${TARGET_RATIO}`,
      met: ratio.median >= TARGET_RATIO,
    },
    {
      what: 'processor time of the server for each of these',
      figure: `${ourProcessor.toFixed(0)} µs`,
      baseline: `${bareProcessor.toFixed(0)} µs`,
      ratio: (ourProcessor / bareProcessor).toFixed(2),
      target: '',
      met: null,
    },
    {
      what: 'part of the time that the load generator was busy',
      figure: `${Math.round(generator.median * 100)} %`,
      baseline: '',
      ratio: '',
      target: '',
      met: null,
    },
  ];
}
