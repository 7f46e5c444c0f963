import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { pino } from 'pino';
import { type App, createApp } from './app.ts';
import { chooseStore } from './choose-store.ts';
import { type Configuration, readConfiguration } from './configuration.ts';
import { forgetConsoleAddress, keepConsoleAddress } from './entrance/console-address.ts';
import { createSignInLink } from './entrance/sign-in-tokens.ts';
import { startProblem } from './start-problem.ts';
import { FAREWELL, welcome } from './welcome.ts';

const edges = { now: Date.now, randomBytes };

const read = readConfiguration(process.env);
if (!read.ok) exitWith(read.problems);
await start(read.configuration).catch((error: unknown) => {
  const problem = startProblem(error, read.configuration);
  if (problem === null) throw error;
  exitWith([problem]);
});

async function start(configuration: Configuration): Promise<void> {
  const { dataDir, logLevel, tls } = configuration;
  const certificate =
    tls === null ? null : { cert: readFileSync(tls.cert), key: readFileSync(tls.key) };
  const logger = pino({ level: logLevel }, pino.destination(2));
  const { store, signInTokens } = await chooseStore(configuration, (error) =>
    logger.error({ err: error }, 'unexpected failure of the store'),
  );
  const app = await createApp({
    ...edges,
    store,
    signInTokens,
    configuration,
    certificate,
    logger,
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => void stop(app, dataDir));
  await app.listen();
  const addresses = app.addresses();
  const consoleOrigin = configuration.publicUrl ?? addresses.at(-1)?.url ?? '';
  // Voting must go on after a restart on a full disk, though nobody can sign in anew.
  const signInLink = await keepConsoleAddress(dataDir, consoleOrigin)
    .then(() => createSignInLink({ ...edges, signInTokens }, consoleOrigin))
    .catch((error) => {
      if (startProblem(error, configuration) === null) throw error;
      logger.error({ err: error }, 'no sign-in link could be written');
      return null;
    });
  process.stdout.write(welcome(signInLink, addresses));
}

async function stop(app: App, dataDir: string): Promise<void> {
  await app.close();
  await forgetConsoleAddress(dataDir);
  // Ended by its callback: a pipe may take longer than the process would last.
  process.stdout.write(FAREWELL, () => process.exit(0));
}

function exitWith(lines: readonly string[]): never {
  process.stderr.write(`${lines.join('\n')}\n`);
  process.exit(1);
}
