import { MOST_TICKETS_OF_A_MEETING } from '../../../server/voting/tickets.ts';
import {
  calculateMillion,
  calculateProvince,
  type MillionMeeting,
  type Province,
} from './calculation.ts';
import type { Row } from './figures.ts';
import type { Findings } from './findings.ts';
import { type LoadRun, loadSection } from './load-runs.ts';
import { markdownLines, type Surroundings } from './report.ts';
import { CASTS_OF_A_COMMIT, PART_HEADINGS, partLines } from './vote-parts.ts';

/** Above this, something else was using about a third of a processor. */
const QUIET_LOAD = 0.5;

/** docs/performance.md, whole: nobody edits it by hand, and no number in it is from elsewhere. */
export function performancePage(
  rows: readonly Row[],
  findings: Findings,
  where: Surroundings,
  loadRuns: readonly LoadRun[],
): string {
  return `# Performance

Written by \`${where.command}\` on ${where.date}.
Machine: ${where.machine}. ${loadSentence(where.loadBefore)}

${markdownLines(rows).join('\n')}

## A vote taken apart

${partsTable(findings).join('\n')}

The messages are parsed, checked and answered by the same code whatever keeps the votes. Each part
was measured by itself, over thousands of votes, through the functions that the server calls;
commits in groups of ${CASTS_OF_A_COMMIT}, about as many as come together while the disk writes. What is left of the
whole is the websocket, the kernel's network and the event loop, which the bare server has as well.

${HOW_TO_READ}

## What limits it, and where it would break next

${limits(findings)}

## A province

${province(calculateProvince(findings), findings)}

## One meeting of a million

${million(calculateMillion(findings))}
${loadSection(loadRuns)}`;
}

/** A run that had the processors to itself begins with next to no load. */
function loadSentence(load: number): string {
  const text = `Load average before the run: ${load.toFixed(1)}.`;
  if (load < QUIET_LOAD) return text;
  return `${text} **The machine was busy with other things: times and what is met or not met mean little, processor times and memory more.**`;
}

function partsTable({ parts, contest }: Findings): readonly string[] {
  const lines = [PART_HEADINGS, PART_HEADINGS.map(() => '---'), ...partLines(parts, contest)];
  return lines.map((line) => `| ${line.join(' | ')} |`);
}

const HOW_TO_READ = `## How to read it

Machines differ, so what counts is the ratio: both sides of it are measured in the same run, in
turns, by the same load generator on the same processors. A ratio is the median over the rounds, with
the least and the most in brackets.

- **Durable votes.** Every phone is a connection of its own with a ticket of its own. All of them
  cast at once; the time runs from the first word sent to the last receipt. A receipt means that the
  ballot is on the disk; Redis runs with \`appendfsync always\`. The bare server is Socket.IO with the
  server's own options: it acknowledges the same words without reading or keeping them. With two
  processes, every other phone is at the other one. Between rounds the round is voided, which makes
  the tickets fresh again. After each storm the server must count exactly the ballots that were
  acknowledged, or the run fails.
- **From cast to screen.** Until a screen has received the snapshot that contains the ballot.
  Snapshots are sent at most ten times a second, which is most of this time.
- **Memory per phone.** Growth of the resident memory of the server's process from before the phones
  connect until all are connected and waiting, garbage collected before both readings. Memory that the
  server had used and not given back is filled first: with few phones the figure is too low.
- **Full box.** The same votes go to two servers in turns, one with a nearly empty box and one with a
  full one; and the time from starting the process until a phone with a ticket is let in, the box
  recounted by then. Redis itself keeps running.

The load generator and \`redis-server\` run on the same processors as the server, so a machine with
more cores will show higher figures. Whatever else the machine was doing makes times longer, and
processor times hardly: on a busy machine they say more.`;

function limits({ contest, parts }: Findings): string {
  const { embedded, redis, twoOnRedis } = contest;
  const store = parts.commit.embedded.own;
  return `- **Embedded store.** Of ${micros(embedded.server)} for a vote, the commit takes ${micros(store)}: SQLite finds and
  spends the ticket and fills the slot, each in a page of its own, and writes these pages to its
  journal with their checksums. While the disk writes, the one thread of the server stands still, so
  a slower disk lowers the votes per second and leaves the processor time as it is. Votes that come
  together share the wait.
- **Redis.** The server needs ${micros(redis.server)} for a vote and \`redis-server\` ${micros(redis.redis)}; they work at the
  same time, on a processor each, where there are processors for them. A Redis process has one thread
  for commands: at ${micros(redis.redis)} a vote it can take no more than ${rate(1_000_000 / redis.redis)}, however many
  processes of the server there are.
- **Two processes here.** ${rate(twoOnRedis.perSecond)} against ${rate(redis.perSecond)} with one. The load generator, two servers
  and \`redis-server\` share the processors of this machine: together they kept ${percent(twoOnRedis.machineBusy)} of all
  processors busy, the generator alone ${percent(twoOnRedis.generatorBusy)} of one. So this says nothing about machines of
  their own; it shows what sharing Redis costs, in processor time for each vote.
- **Next to break, with many meetings at once:** the snapshots. A process looks at the figures of those
  meetings alone whose screen or console is connected to it, up to ten times a second, at ${micros(parts.look.redis.own)} each on
  Redis, and makes a snapshot of them, at ${micros(parts.snapshot.redis.own)}. Processes share this work, as a screen is at one of
  them; phones are told no figure and cause none of it. What each process does for every meeting is
  to hear of its changes, to look at it when its phase changes, and to ask Redis once a second whether
  it has missed any; that is not measured here.`;
}

function province(of: Province, { contest }: Findings): string {
  const processes = Math.max(2, Math.ceil(2 * of.serverProcessors));
  const inAll = of.serverProcessors + of.lookProcessors + of.snapshotProcessors;
  const redisInAll = of.redisProcessors + of.redisLookProcessors;
  return `${count(of.voters)} voters in ${of.halls} halls, worked out from the figures above, with the ballot of the notice.

- **Within an hour** that is ${of.evenly.toFixed(1)} votes a second. One process does ${rate(contest.redis.perSecond)} on Redis, ${rate(contest.embedded.perSecond)} on
  the embedded store.
- **All within ${of.rushSeconds} seconds** it is ${rate(of.rush)}. The server needs ${of.serverProcessors.toFixed(2)} processors for these: ${processes} processes
  are at most half busy with them. Each flush of Redis then holds votes of many
  meetings: ${of.redisProcessors.toFixed(2)} processors in redis-server${one(of.redisProcessors)}.
- **Looking at what changed**, for a screen and a console in every hall that are at two processes, takes
  at most ${of.lookProcessors.toFixed(2)} processors in all, and ${of.redisLookProcessors.toFixed(2)} in redis-server; their snapshots take ${of.snapshotProcessors.toFixed(2)} in all.
  With the votes of the rush that is ${inAll.toFixed(2)} processors, which ${Math.max(2, Math.ceil(2 * inAll))} processes share at most half busy, and
  ${redisInAll.toFixed(2)} in redis-server${one(redisInAll)}.
- **Coming in** within ${of.arrivalSeconds} seconds takes ${of.arrivalProcessors.toFixed(2)} processors, and all phones together ${of.phoneGigabytes.toFixed(1)} GB of
  memory.
- **Without Redis:** each hall with a machine of its own on the embedded store has ${of.rushOfAHall.toFixed(0)} votes a second in
  the rush. A single embedded server for the whole province would take ${of.embeddedSeconds.toFixed(1)} s for all votes.`;
}

function million(of: MillionMeeting): string {
  return `Not possible as it is: a meeting has at most ${count(MOST_TICKETS_OF_A_MEETING)} tickets (\`MOST_TICKETS_OF_A_MEETING\`), since
all of a meeting is on one node of Redis, where one function can change it as one act.

- **Votes over an hour** would be no trouble: ${of.evenly.toFixed(0)} a second, ${percent(of.redisEvenly)} of that node. In a rush it needs
  at least ${of.redisSeconds.toFixed(1)} s for them all, however many processes there are; within ${of.rushSeconds} s is ${of.redisSeconds <= of.rushSeconds ? 'just' : 'not'} possible.
- **Phones** take ${of.phoneGigabytes.toFixed(1)} GB, ${of.processes} processes of ${count(of.phonesOfAProcess)}.
- **Looks and snapshots** cost the same with ten ballots and a million, and are taken where a screen or
  a console is: ${percent(of.redisLooks)} of the node for two such processes.
- **The box** is one string of ${of.boxMegabytes.toFixed(0)} MB. It is read as a whole for recounting, and written as a whole
  when it is shuffled at closing; so are the tickets when a round is voided. The node does nothing
  else meanwhile. A start would take about ${of.startSeconds.toFixed(1)} s.

What would have to change: a meeting in several parts, each with its own tickets, box and tally on a
node of its own, whose tallies are added up (they are sums); acts on the whole, such as closing, as
one act in each part that is confirmed when all have done it; and the limit of tickets with them.
`;
}

/** What a single thread cannot do must be said. */
function one(processors: number): string {
  return processors < 1 ? '' : ', more than its one thread has';
}

function rate(perSecond: number): string {
  return `${count(Math.round(perSecond))}/s`;
}

function micros(value: number): string {
  return `${value.toFixed(0)} µs`;
}

function percent(part: number): string {
  const decimals = [0.1, 0.001].filter((limit) => part < limit).length;
  return `${(part * 100).toFixed(decimals)} %`;
}

function count(value: number): string {
  return value.toLocaleString('en');
}
