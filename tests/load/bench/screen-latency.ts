import { setTimeout as sleep } from 'node:timers/promises';
import { type ScreenWatch, shownReturned, watchScreen } from '../screen-watch.ts';
import { seededRandom } from '../seeded-random.ts';
import { type SentCast, type Shown, votesToScreen } from '../vote-to-screen.ts';
import { type BenchMeeting, openMeeting } from './bench-meeting.ts';
import { latencyText, percentile, type Row } from './figures.ts';
import type { LightPhone } from './light-phone.ts';
import { castFrames, connectPhones, untilOpen } from './phones.ts';
import { type ServersUnderBench, withServers } from './servers.ts';
import { STORAGES, type StorageKind, withStorage } from './storage.ts';

const PHONES = 500;
const TARGET_P99_MS = 150;
const SHOWN_WITHIN_MS = 10_000;
const SEED = 20_210_115;
const RANKS = [50, 95, 99];

export interface ScreenOptions {
  readonly screenSeconds: number;
  readonly serverFlags: readonly string[];
  readonly progress: (line: string) => void;
}

const WHERE: Readonly<Record<StorageKind, string>> = {
  embedded: 'embedded store',
  redis: 'Redis, phones at one process and screen at the other',
};

/**
 * From the moment a phone sends its ballot to the moment a screen has the snapshot that contains
 * it, and to the moment the phone has its receipt. On Redis the phones are at one process and the
 * screen at another.
 */
export async function measureScreenLatency(options: ScreenOptions): Promise<readonly Row[]> {
  const all: Row[] = [];
  for (const kind of STORAGES)
    all.push(
      ...(await withStorage(kind, (storage) =>
        withServers(storage, kind === 'redis' ? 2 : 1, options.serverFlags, (servers) =>
          measureOn(servers, options),
        ),
      )),
    );
  return all;
}

async function measureOn(
  servers: ServersUnderBench,
  options: ScreenOptions,
): Promise<readonly Row[]> {
  const meeting = await openMeeting(servers, PHONES);
  const { token } = await meeting.session.makeScreenLink(meeting.id);
  const shown: Shown[] = [];
  const screenAt = servers.all.at(-1) ?? servers.first;
  const screen = watchScreen(screenAt.origin, token, (snapshot) =>
    shown.push({ at: performance.now(), returned: shownReturned(snapshot) }),
  );
  const phones = await connectPhones([servers.first.origin], meeting.tickets);
  try {
    await untilOpen(phones, meeting.round);
    const casts = await voteSpread(meeting, phones, screen, options);
    return rows(servers.storage.kind, casts, shown, options);
  } finally {
    screen.close();
    for (const phone of phones) phone.leave();
  }
}

async function voteSpread(
  { id, round }: BenchMeeting,
  phones: readonly LightPhone[],
  screen: ScreenWatch,
  { screenSeconds, progress }: ScreenOptions,
): Promise<readonly SentCast[]> {
  progress(`screen: ${phones.length} phones vote within ${screenSeconds} s`);
  const random = seededRandom(SEED);
  const frames = castFrames(id, round, phones.length);
  const casts = await Promise.all(
    phones.map(async (phone, place): Promise<SentCast> => {
      await sleep(random() * screenSeconds * 1000);
      const sentAt = performance.now();
      await new Promise<void>((resolve, reject) =>
        phone.send(frames[place] ?? '', (accepted) =>
          accepted ? resolve() : reject(new Error('a cast was refused')),
        ),
      );
      return { sentAt, answeredAt: performance.now() };
    }),
  );
  await screen.until((snapshot) => shownReturned(snapshot) === phones.length, SHOWN_WITHIN_MS);
  return casts;
}

function rows(
  kind: StorageKind,
  casts: readonly SentCast[],
  shown: readonly Shown[],
  { screenSeconds }: ScreenOptions,
): readonly Row[] {
  const toScreen = votesToScreen(casts, shown);
  const toReceipt = casts.map(({ sentAt, answeredAt }) => answeredAt - sentAt);
  const where = `while ${casts.length} phones vote within ${screenSeconds} s, ${WHERE[kind]}`;
  return [
    {
      what: `from cast to screen, ${where}`,
      figure: latencyText(toScreen, RANKS),
      baseline: '',
      ratio: '',
      target: `p99 ≤ ${TARGET_P99_MS} ms`,
      met: percentile(toScreen, 99) <= TARGET_P99_MS,
    },
    {
      what: `from cast to receipt, ${where}`,
      figure: latencyText(toReceipt, RANKS),
      baseline: '',
      ratio: '',
      target: '',
      met: null,
    },
  ];
}
