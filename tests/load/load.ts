import { randomInt } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { markdownLines, reportLines, surroundings } from './bench/report.ts';
import { ConsoleRefused, ServerUnreachable } from './console-session.ts';
import { type Deployment, findDeployment } from './load-run/deployment.ts';
import { LOAD_HELP } from './load-run/help.ts';
import { loadFigures } from './load-run/load-figures.ts';
import { loadRows } from './load-run/load-rows.ts';
import { type LoadOutcome, runLoad } from './load-run/load-run.ts';
import { connectionsAllowed } from './load-run/open-files.ts';
import { type LoadOptions, readLoadRequest } from './load-run/options.ts';

const { stdout, stderr } = process;
const MOST_DIFFERENCES_SHOWN = 20;
const TOO_BUSY = 0.8;

/** On a terminal one line that changes; in a file or a pipe, nothing but what stays. */
function progress(line: string): void {
  if (stdout.isTTY) stdout.write(`\r\u001b[2K${line}`);
}

function print(line: string): void {
  progress('');
  stdout.write(`${line}\n`);
}

function complain(line: string): void {
  progress('');
  stderr.write(`${line}\n`);
}

async function main(words: readonly string[]): Promise<number> {
  const chance = { processors: availableParallelism(), anySeed: randomInt(1_000_000) };
  const request = readLoadRequest(words, chance);
  switch (request.kind) {
    case 'help':
      print(LOAD_HELP);
      return 0;
    case 'mistake':
      for (const message of request.messages) complain(message);
      return 2;
    case 'run':
      return load(request.options, words);
  }
}

async function load(options: LoadOptions, words: readonly string[]): Promise<number> {
  const { target } = options;
  if (target.kind === 'started' && target.processes > 1 && !process.env.REDIS_URL) {
    complain('several processes need REDIS_URL: the embedded store belongs to one alone');
    return 2;
  }
  const deployment = await findDeployment(target, process.env);
  if (deployment === null) {
    complain('no server runs on DATA_DIR: start one with npm start, or use --start 1 or --url');
    return 1;
  }
  try {
    return await report(options, deployment, words);
  } catch (error) {
    if (!(error instanceof ServerUnreachable || error instanceof ConsoleRefused)) throw error;
    complain(`${error.message}${causeText(error)}`);
    return 1;
  } finally {
    await deployment.end();
  }
}

/** `: fetch failed: read ECONNRESET` */
function causeText({ cause }: Error): string {
  return cause instanceof Error ? `: ${cause.message}${causeText(cause)}` : '';
}

async function report(
  options: LoadOptions,
  deployment: Deployment,
  words: readonly string[],
): Promise<number> {
  const where = surroundings('load', words, new Date());
  const { scenario, workers } = options;
  const phones = scenario.meetings * scenario.phonesPerMeeting;
  const allowed = connectionsAllowed(phones);
  if (phones / deployment.origins.length > allowed && deployment.started.length > 0)
    complain(
      `a process may hold ${allowed} connections here (ulimit -n): some phones stay outside`,
    );
  const handKind = phones <= allowed ? 'thread' : 'process';
  print(`${where.machine}; load average ${where.loadBefore.toFixed(1)}`);
  print(`${phones} phones by ${workers} workers (${handKind}), seed ${scenario.seed}`);
  const outcome = await runLoad(options, deployment, { progress, handKind });
  if (outcome.findings.busy > TOO_BUSY)
    complain('the workers were too busy: times say more of them than of the server');
  const rows = loadRows(outcome, scenario);
  for (const line of options.markdown ? markdownLines(rows) : reportLines(rows)) print(line);
  if (options.jsonFile !== null)
    await writeFile(
      options.jsonFile,
      `${JSON.stringify(loadFigures(outcome, options, where), null, 2)}\n`,
    );
  return verdict(outcome);
}

function verdict({ differences, phones, acknowledged }: LoadOutcome): number {
  for (const line of differences.slice(0, MOST_DIFFERENCES_SHOWN)) complain(line);
  const more = differences.length - MOST_DIFFERENCES_SHOWN;
  if (more > 0) complain(`and ${more} more`);
  print(
    differences.length === 0
      ? 'audit: each acknowledged ballot is in the result exactly once'
      : `audit failed, differences: ${differences.length}; the meetings stay, to be looked into`,
  );
  return differences.length === 0 && acknowledged === phones ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
