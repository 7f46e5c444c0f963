import {
  BARE_SERVER,
  type ChildServer,
  SERVER,
  startChild,
  untilListening,
} from './child-server.ts';
import type { Storage } from './storage.ts';

/** Of the consoles of all servers under measurement, on loopback and for minutes. */
export const CONSOLE_PASSWORD = 'bench on loopback';

/** Processes of the server on one storage, all listening. */
export interface ServersUnderBench {
  readonly storage: Storage;
  readonly first: ChildServer;
  readonly all: readonly ChildServer[];
}

/** Starts as many processes, and ends them whatever happens. The embedded store has room for one. */
export async function withServers<Answer>(
  storage: Storage,
  count: number,
  flags: readonly string[],
  act: (servers: ServersUnderBench) => Promise<Answer>,
): Promise<Answer> {
  const all: ChildServer[] = [];
  try {
    for (let number = 0; number < count; number++) {
      const server = await startServer(storage, flags);
      all.push(server);
      await untilListening(server);
    }
    const [first] = all;
    if (first === undefined) throw new Error('no server was asked for');
    return await act({ storage, first, all });
  } finally {
    await Promise.all(all.map((server) => server.stop()));
  }
}

/** Does not wait until it listens. */
export function startServer(storage: Storage, flags: readonly string[]): Promise<ChildServer> {
  const environment = {
    ...storage.environment,
    LOG_LEVEL: 'error',
    ORGANIZER_PASSWORD: CONSOLE_PASSWORD,
  };
  return startChild(SERVER, environment, flags);
}

/** What everything is measured against. */
export async function withBareServer<Answer>(
  act: (bare: ChildServer) => Promise<Answer>,
): Promise<Answer> {
  const bare = await startChild(BARE_SERVER, {}, []);
  try {
    await untilListening(bare);
    return await act(bare);
  } finally {
    await bare.stop();
  }
}
