import type { TicketSecret } from '../../../shared/identifiers.ts';
import { openMeeting } from './bench-meeting.ts';
import type { ChildServer } from './child-server.ts';
import type { Row } from './figures.ts';
import { connectPhones } from './phones.ts';
import { withBareServer, withServers } from './servers.ts';
import { STORAGES, type StorageKind, withStorage } from './storage.ts';

const TARGET_RATIO = 1.2;
/** Connected and let go before anything is weighed, so that code and tables are not put down to phones. */
const WARM_UP_PHONES = 200;

export interface MemoryOptions {
  readonly memoryPhones: number;
  readonly serverFlags: readonly string[];
  readonly progress: (line: string) => void;
}

/** What one phone that comes in and waits costs a server. */
export interface PhoneFigures {
  readonly bytes: number;
  /** µs of the server's processor time for coming in. */
  readonly arrival: number;
}

export type MemoryFigures = Readonly<Record<StorageKind | 'bare', PhoneFigures>>;

/**
 * By how many bytes a server's resident memory grows for each phone that is connected and waiting,
 * garbage collected before and after. The meeting is made by one run of the server and weighed in
 * the next, so that what minting left behind is not there to be filled.
 */
export async function measureMemory(options: MemoryOptions): Promise<MemoryFigures> {
  const { memoryPhones: count, progress } = options;
  const figures = new Map<StorageKind | 'bare', PhoneFigures>();
  let tickets: readonly TicketSecret[] = [];
  for (const kind of STORAGES)
    await withStorage(kind, async (storage) => {
      ({ tickets } = await withServers(storage, 1, [], (servers) => openMeeting(servers, count)));
      await withServers(storage, 1, options.serverFlags, async ({ first }) => {
        progress(`memory: connecting ${count} phones (${kind})`);
        figures.set(kind, await weighPhones(first, tickets));
      });
    });
  progress(`memory: connecting ${count} phones (bare)`);
  figures.set('bare', await withBareServer((bare) => weighPhones(bare, tickets)));
  return Object.fromEntries(figures) as MemoryFigures;
}

async function weighPhones(
  server: ChildServer,
  tickets: readonly TicketSecret[],
): Promise<PhoneFigures> {
  const first = await connectPhones([server.origin], tickets.slice(0, WARM_UP_PHONES));
  for (const phone of first) phone.leave();
  const before = await server.settledMemory();
  const processorBefore = await server.processorMs();
  const phones = await connectPhones([server.origin], tickets);
  const processorMs = (await server.processorMs()) - processorBefore;
  const after = await server.settledMemory();
  for (const phone of phones) phone.leave();
  return {
    bytes: (after - before) / tickets.length,
    arrival: (processorMs * 1000) / tickets.length,
  };
}

const WORDS: Readonly<Record<StorageKind, string>> = { embedded: 'embedded store', redis: 'Redis' };

export function memoryRows(figures: MemoryFigures, count: number): readonly Row[] {
  return STORAGES.flatMap((kind) => rowsOf(kind, figures[kind], figures.bare, count));
}

function rowsOf(
  kind: StorageKind,
  ours: PhoneFigures,
  bare: PhoneFigures,
  count: number,
): readonly Row[] {
  return [
    {
      what: `memory per connected phone, ${count} phones, ${WORDS[kind]}`,
      figure: kilobytes(ours.bytes),
      baseline: `${kilobytes(bare.bytes)} bare`,
      ratio: (ours.bytes / bare.bytes).toFixed(2),
      target: `≤ ${TARGET_RATIO}`,
      met: ours.bytes / bare.bytes <= TARGET_RATIO,
    },
    {
      what: `processor time of the server for a phone that comes in, ${WORDS[kind]}`,
      figure: `${ours.arrival.toFixed(0)} µs`,
      baseline: `${bare.arrival.toFixed(0)} µs bare`,
      ratio: (ours.arrival / bare.arrival).toFixed(2),
      target: '',
      met: null,
    },
  ];
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KB`;
}
