import type { ChildServer } from '../bench/child-server.ts';

/** For each server: fewer weigh less than what its memory grows and shrinks by anyway. */
const LEAST_PHONES = 2000;

/** What servers cost from the moment of weighing on; null where none was started for this. */
export interface ServerWeight {
  /** Growth of resident memory for each of so many phones, in bytes; null of a few. */
  readonly perPhone: (phones: number) => Promise<number | null>;
  readonly processorMs: () => Promise<number | null>;
}

export async function weighServers(servers: readonly ChildServer[]): Promise<ServerWeight> {
  const memory = await sum(servers, (server) => server.settledMemory());
  const processor = await sum(servers, (server) => server.processorMs());
  const sinceThen = async (
    measure: (server: ChildServer) => Promise<number>,
    before: number,
  ): Promise<number | null> =>
    servers.length === 0 ? null : (await sum(servers, measure)) - before;
  return {
    perPhone: async (phones) => {
      if (phones < LEAST_PHONES * servers.length) return null;
      const grown = await sinceThen((server) => server.settledMemory(), memory);
      return grown === null ? null : grown / phones;
    },
    processorMs: () => sinceThen((server) => server.processorMs(), processor),
  };
}

async function sum(
  servers: readonly ChildServer[],
  measure: (server: ChildServer) => Promise<number>,
): Promise<number> {
  const values = await Promise.all(servers.map(measure));
  return values.reduce((total, value) => total + value, 0);
}
