import {
  BARE_SERVER,
  type ChildServer,
  SERVER,
  startChild,
  untilListening,
} from './child-server.ts';
import { temporaryFolder } from './leftovers.ts';

/** The server and what it is measured against, both listening. */
export interface ServerPair {
  readonly server: ChildServer;
  readonly bare: ChildServer;
  readonly dataDir: string;
}

/** Starts both on a fresh folder, or on `dataDir`, and ends both whatever happens. */
export async function withServerPair<Answer>(
  flags: readonly string[],
  act: (pair: ServerPair) => Promise<Answer>,
  dataDir?: string,
): Promise<Answer> {
  const folder = dataDir ?? (await temporaryFolder());
  return withServer(folder, flags, async (server) => {
    const bare = await startChild(BARE_SERVER, {}, []);
    try {
      await untilListening(bare);
      return await act({ server, bare, dataDir: folder });
    } finally {
      await bare.stop();
    }
  });
}

/** The server alone. */
export async function withServer<Answer>(
  dataDir: string,
  flags: readonly string[],
  act: (server: ChildServer) => Promise<Answer>,
): Promise<Answer> {
  const server = await startChild(SERVER, { DATA_DIR: dataDir, LOG_LEVEL: 'warn' }, flags);
  try {
    await untilListening(server);
    return await act(server);
  } finally {
    await server.stop();
  }
}
