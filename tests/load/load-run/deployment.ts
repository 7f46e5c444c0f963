import { randomBytes } from 'node:crypto';
import { readConsoleAddress } from '../../../server/entrance/console-address.ts';
import { type ChildServer, SERVER, startChild, untilListening } from '../bench/child-server.ts';
import { temporaryFolder } from '../bench/leftovers.ts';
import type { ConsoleKey } from '../console-session.ts';
import type { Target } from './options.ts';

/** What the load is for. */
export interface Deployment {
  readonly origins: readonly string[];
  readonly key: ConsoleKey;
  /** Those that were started for it; of others nothing is known but what they answer. */
  readonly started: readonly ChildServer[];
  readonly end: () => Promise<void>;
}

export interface DeploymentEnvironment {
  readonly ORGANIZER_PASSWORD?: string | undefined;
  readonly DATA_DIR?: string | undefined;
  readonly REDIS_URL?: string | undefined;
}

/** Null where no server runs on the data folder. Throws when a server does not start. */
export async function findDeployment(
  target: Target,
  environment: DeploymentEnvironment,
): Promise<Deployment | null> {
  const { ORGANIZER_PASSWORD, DATA_DIR } = environment;
  const dataDir = DATA_DIR || 'data';
  const key = ORGANIZER_PASSWORD ? { password: ORGANIZER_PASSWORD } : { dataDir };
  const end = async (): Promise<void> => {};
  switch (target.kind) {
    case 'started':
      return startDeployment(target.processes, environment.REDIS_URL);
    case 'running':
      return { origins: target.origins, key, started: [], end };
    case 'found': {
      const origin = await readConsoleAddress(dataDir);
      return origin === null ? null : { origins: [origin], key, started: [], end };
    }
  }
}

async function startDeployment(
  processes: number,
  redisUrl: string | undefined,
): Promise<Deployment> {
  // A one-time link would need to know where the store keeps them.
  const password = randomBytes(16).toString('hex');
  const environment = {
    DATA_DIR: await temporaryFolder(),
    LOG_LEVEL: 'error',
    ORGANIZER_PASSWORD: password,
    ...(redisUrl === undefined ? {} : { REDIS_URL: redisUrl }),
  };
  const started: ChildServer[] = [];
  for (let place = 0; place < processes; place++) {
    const server = await startChild(SERVER, environment, []);
    started.push(server);
    await untilListening(server);
  }
  return {
    origins: started.map(({ origin }) => origin),
    key: { password },
    started,
    end: async () => {
      for (const server of started) await server.stop();
    },
  };
}
