import { type BenchMeeting, nextRound, openMeeting, requireReturned } from './bench-meeting.ts';
import { perSecond, type Row, spread, spreadText } from './figures.ts';
import type { LightPhone } from './light-phone.ts';
import { castFrames, connectPhones, storm, untilOpen } from './phones.ts';
import { withServerPair } from './server-pair.ts';

const TARGET_RATIO = 0.6;
/** Rounds in which both servers get their code compiled; not counted. */
const WARM_UP_ROUNDS = 2;

export interface ThroughputOptions {
  readonly phones: number;
  readonly rounds: number;
  readonly serverFlags: readonly string[];
  readonly progress: (line: string) => void;
}

/** Votes per second of one round, and the part of it that the generator itself was busy. */
interface RoundFigures {
  readonly durable: number;
  readonly bare: number;
  readonly generatorBusy: number;
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
    const rounds = await runRounds(meeting, phones, barePhones, options);
    for (const phone of [...phones, ...barePhones]) phone.leave();
    return rows(rounds, options);
  });
}

async function runRounds(
  opened: BenchMeeting,
  phones: readonly LightPhone[],
  barePhones: readonly LightPhone[],
  { rounds, progress }: ThroughputOptions,
): Promise<readonly RoundFigures[]> {
  let meeting = opened;
  const figures: RoundFigures[] = [];
  for (let round = 0; round < WARM_UP_ROUNDS + rounds; round++) {
    if (round > 0) meeting = await nextRound(meeting);
    await untilOpen(phones, meeting.round);
    const measured = await runRound(meeting, phones, barePhones, round % 2 === 0);
    await requireReturned(meeting, phones.length);
    if (round < WARM_UP_ROUNDS) continue;
    figures.push(measured);
    const { durable, bare } = measured;
    progress(
      `votes: round ${figures.length}/${rounds}, ${perSecond(durable)} of ${perSecond(bare)}`,
    );
  }
  return figures;
}

async function runRound(
  { id, round }: BenchMeeting,
  phones: readonly LightPhone[],
  barePhones: readonly LightPhone[],
  bareLast: boolean,
): Promise<RoundFigures> {
  const frames = castFrames(id, round, phones.length);
  const busyBefore = process.cpuUsage();
  const bareEarly = bareLast ? 0 : await storm(barePhones, frames);
  const durableMs = await storm(phones, frames);
  const bareMs = bareLast ? await storm(barePhones, frames) : bareEarly;
  const { user, system } = process.cpuUsage(busyBefore);
  return {
    durable: (phones.length / durableMs) * 1000,
    bare: (phones.length / bareMs) * 1000,
    generatorBusy: (user + system) / 1000 / (durableMs + bareMs),
  };
}

function rows(rounds: readonly RoundFigures[], { phones }: ThroughputOptions): readonly Row[] {
  const ratio = spread(rounds.map(({ durable, bare }) => durable / bare));
  const busy = spread(rounds.map(({ generatorBusy }) => generatorBusy));
  return [
    {
      what: `durable votes per second, ${phones} phones at once`,
      figure: perSecond(spread(rounds.map(({ durable }) => durable)).median),
      baseline: `${perSecond(spread(rounds.map(({ bare }) => bare)).median)} acknowledged, not stored`,
      ratio: spreadText(ratio, 2),
      target: `≥ ${TARGET_RATIO}`,
      met: ratio.median >= TARGET_RATIO,
    },
    {
      what: 'processor time of the load generator during the storms',
      figure: `${Math.round(busy.median * 100)} % of one core`,
      baseline: '',
      ratio: '',
      target: '',
      met: null,
    },
  ];
}
