import type { TicketSecret } from '../../../shared/identifiers.ts';
import { openMeeting } from './bench-meeting.ts';
import type { ChildServer } from './child-server.ts';
import type { Row } from './figures.ts';
import { temporaryFolder } from './leftovers.ts';
import { connectPhones } from './phones.ts';
import { withServer, withServerPair } from './server-pair.ts';

const TARGET_RATIO = 1.2;
/** Connected and let go before anything is weighed, so that code and tables are not put down to phones. */
const WARM_UP_PHONES = 200;
const MOST_TICKETS_AT_ONCE = 20_000;

export interface MemoryOptions {
  readonly memoryPhones: number;
  readonly serverFlags: readonly string[];
  readonly progress: (line: string) => void;
}

/**
 * By how many bytes a server's resident memory grows for each phone that is connected and waiting,
 * garbage collected before and after. The meeting is made by one run of the server and weighed in
 * the next, so that what minting left behind is not there to be filled.
 */
export async function measureMemory(options: MemoryOptions): Promise<readonly Row[]> {
  const { memoryPhones: count, serverFlags, progress } = options;
  if (count > MOST_TICKETS_AT_ONCE) throw new Error('more phones than tickets in one batch');
  const dataDir = await temporaryFolder();
  const { tickets } = await withServer(dataDir, [], (server) =>
    openMeeting(server, dataDir, count),
  );
  return withServerPair(
    serverFlags,
    async ({ server, bare }) => {
      progress(`memory: connecting ${count} phones to the server`);
      const ours = await bytesPerPhone(server, tickets);
      progress(`memory: connecting ${count} phones to the bare server`);
      const theirs = await bytesPerPhone(bare, tickets);
      return rows(ours, theirs, count);
    },
    dataDir,
  );
}

async function bytesPerPhone(
  server: ChildServer,
  tickets: readonly TicketSecret[],
): Promise<number> {
  const first = await connectPhones(server.origin, tickets.slice(0, WARM_UP_PHONES));
  for (const phone of first) phone.leave();
  const before = await server.settledMemory();
  const phones = await connectPhones(server.origin, tickets);
  const after = await server.settledMemory();
  for (const phone of phones) phone.leave();
  return (after - before) / tickets.length;
}

function rows(ours: number, theirs: number, count: number): readonly Row[] {
  return [
    {
      what: `memory per connected phone, ${count} phones`,
      figure: kilobytes(ours),
      baseline: kilobytes(theirs),
      ratio: (ours / theirs).toFixed(2),
      target: `≤ ${TARGET_RATIO}`,
      met: ours / theirs <= TARGET_RATIO,
    },
  ];
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KB`;
}
