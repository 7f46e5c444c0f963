import { setTimeout as sleep } from 'node:timers/promises';
import { auditLoad } from './audit.ts';
import { machineNow } from './clock.ts';
import { type Crew, type CrewFindings, hireCrew } from './crew.ts';
import type { Deployment } from './deployment.ts';
import { type Hall, type Halls, prepareHalls } from './halls.ts';
import type { HandKind } from './hand.ts';
import type { LoadOptions } from './options.ts';
import { type ServerWeight, weighServers } from './server-weight.ts';

/** All that a load run found out, for the report and the verdict. */
export interface LoadOutcome {
  readonly halls: readonly Hall[];
  readonly findings: CrewFindings;
  readonly phones: number;
  /** Phones that have a receipt in the end, if only when they asked once more. */
  readonly acknowledged: number;
  /** Phones that were connected once the last had come. */
  readonly connected: number;
  /** Bytes of all servers for each phone; null where that cannot be told. */
  readonly memoryPerPhone: number | null;
  /** Processor time of all servers from the first scan to the last question, in ms; or null. */
  readonly serverMs: number | null;
  /** What the audit found; empty: each acknowledgement is in the result exactly once. */
  readonly differences: readonly string[];
}

export interface LoadStage {
  /** Replaces the line that it said last. */
  readonly progress: (line: string) => void;
  readonly handKind: HandKind;
}

const LOOK_EVERY_MS = 100;
const BEFORE_THE_FIRST_MS = 500;
/** Time for the phones to hear that voting has closed, before they ask again. */
const AFTER_CLOSING_MS = 1000;

/** Throws `ServerUnreachable` and `ConsoleRefused` as the console does. */
export async function runLoad(
  options: LoadOptions,
  deployment: Deployment,
  stage: LoadStage,
): Promise<LoadOutcome> {
  const { scenario, screensPerMeeting, workers } = options;
  const { origins, key } = deployment;
  stage.progress(`preparing ${scenario.meetings} meetings`);
  const halls = await prepareHalls({ origins, key, scenario, screensPerMeeting });
  const crew = hireCrew(stage.handKind, workers, scenario, halls.lots);
  try {
    const outcome = await vote(halls, crew, options, deployment, stage);
    if (outcome.differences.length === 0 && !options.keep) await halls.remove();
    return outcome;
  } finally {
    crew.dismiss();
    halls.leaveScreens();
  }
}

async function vote(
  halls: Halls,
  crew: Crew,
  options: LoadOptions,
  deployment: Deployment,
  { progress }: LoadStage,
): Promise<LoadOutcome> {
  const weight = await weighServers(deployment.started);
  const act: Act = { halls, crew, options, phones: halls.lots.length, progress };
  const { opens } = options.scenario;
  const { connected, memoryPerPhone } = await (opens === 'first'
    ? comeToAnOpenVote(act)
    : comeAndOpen(act, weight));
  await halls.close();
  await sleep(AFTER_CLOSING_MS);
  progress('every phone asks once more');
  await crew.askOnceMore(options.patienceMs);
  const serverMs = await weight.processorMs();
  const findings = await crew.finish();
  return {
    halls: halls.halls,
    findings,
    phones: act.phones,
    acknowledged: acknowledgedBy(findings),
    connected,
    memoryPerPhone,
    serverMs,
    differences: await auditLoad(halls, findings, options.scenario),
  };
}

type Attendance = Pick<LoadOutcome, 'connected' | 'memoryPerPhone'>;

async function comeAndOpen(act: Act, weight: ServerWeight): Promise<Attendance> {
  const { crew, halls } = act;
  await untilIn(act, arrive(crew));
  const connected = crew.progress().present;
  const memoryPerPhone = await weight.perPhone(connected);
  await halls.open();
  const began = machineNow();
  crew.tell({ order: 'vote', from: began });
  await untilVoted(act, began);
  return { connected, memoryPerPhone };
}

/** What phones weigh cannot be told from what their votes weigh then. */
async function comeToAnOpenVote(act: Act): Promise<Attendance> {
  const { crew, halls } = act;
  await halls.open();
  const began = arrive(crew);
  crew.tell({ order: 'vote', from: began });
  await untilIn(act, began);
  const connected = crew.progress().present;
  await untilVoted(act, began);
  return { connected, memoryPerPhone: null };
}

/** Returns the moment from which on people scan. */
function arrive(crew: Crew): number {
  const from = machineNow() + BEFORE_THE_FIRST_MS;
  crew.tell({ order: 'arrive', from });
  return from;
}

interface Act {
  readonly halls: Halls;
  readonly crew: Crew;
  readonly options: LoadOptions;
  readonly phones: number;
  readonly progress: (line: string) => void;
}

function acknowledgedBy({ evidence }: CrewFindings): number {
  const returned = [...evidence.values()].flatMap((one) => one.returned);
  return returned.reduce((sum, count) => sum + count, 0);
}

/** Everybody is in, or was refused, or time is up. */
async function untilIn(act: Act, came: number): Promise<void> {
  const { arriveMs } = act.options.scenario;
  const deadline = came + arriveMs + act.options.patienceMs;
  await until(deadline, () => {
    const { entered, refusals, present } = act.crew.progress();
    act.progress(`${entered} of ${act.phones} phones came in, ${present} are connected`);
    return entered + refusals >= act.phones;
  });
}

/** Everybody has voted and is back from the last storm, or time is up. */
async function untilVoted(act: Act, began: number): Promise<void> {
  const { submitMs, thinkMostMs, arriveMs, leaves } = act.options.scenario;
  const deadline = began + arriveMs + submitMs + thinkMostMs + act.options.patienceMs;
  await until(deadline, () => {
    const { receipts, refusals, present, entered } = act.crew.progress();
    act.progress(`${receipts} of ${act.phones} phones have a receipt, ${present} are connected`);
    const everybodyIsBack = leaves || present >= entered;
    const stormsAreOver = machineNow() > began + submitMs;
    return receipts + refusals >= act.phones && everybodyIsBack && stormsAreOver;
  });
}

async function until(deadline: number, holds: () => boolean): Promise<void> {
  while (!holds() && machineNow() < deadline) await sleep(LOOK_EVERY_MS);
}
