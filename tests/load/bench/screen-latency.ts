import { setTimeout as sleep } from 'node:timers/promises';
import { type ScreenWatch, shownReturned, watchScreen } from '../screen-watch.ts';
import { seededRandom } from '../seeded-random.ts';
import { type SentCast, type Shown, votesToScreen } from '../vote-to-screen.ts';
import { type BenchMeeting, openMeeting } from './bench-meeting.ts';
import { latencyText, percentile, type Row } from './figures.ts';
import { temporaryFolder } from './leftovers.ts';
import type { LightPhone } from './light-phone.ts';
import { castFrames, connectPhones, untilOpen } from './phones.ts';
import { withServer } from './server-pair.ts';

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

/**
 * From the moment a phone sends its ballot to the moment a screen has the snapshot that contains
 * it, and to the moment the phone has its receipt.
 */
export async function measureScreenLatency(options: ScreenOptions): Promise<readonly Row[]> {
  const dataDir = await temporaryFolder();
  return withServer(dataDir, options.serverFlags, async (server) => {
    const meeting = await openMeeting(server, dataDir, PHONES);
    const { token } = await meeting.session.makeScreenLink(meeting.id);
    const shown: Shown[] = [];
    const screen = watchScreen(server.origin, token, (snapshot) =>
      shown.push({ at: performance.now(), returned: shownReturned(snapshot) }),
    );
    const phones = await connectPhones(server.origin, meeting.tickets);
    try {
      await untilOpen(phones, meeting.round);
      const casts = await voteSpread(meeting, phones, screen, options);
      return rows(casts, shown, options);
    } finally {
      screen.close();
      for (const phone of phones) phone.leave();
    }
  });
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
  casts: readonly SentCast[],
  shown: readonly Shown[],
  { screenSeconds }: ScreenOptions,
): readonly Row[] {
  const toScreen = votesToScreen(casts, shown);
  const toReceipt = casts.map(({ sentAt, answeredAt }) => answeredAt - sentAt);
  const while500Vote = `while ${casts.length} phones vote within ${screenSeconds} s`;
  return [
    {
      what: `from cast to screen, ${while500Vote}`,
      figure: latencyText(toScreen, RANKS),
      baseline: '',
      ratio: '',
      target: `p99 ≤ ${TARGET_P99_MS} ms`,
      met: percentile(toScreen, 99) <= TARGET_P99_MS,
    },
    {
      what: `from cast to receipt, ${while500Vote}`,
      figure: latencyText(toReceipt, RANKS),
      baseline: '',
      ratio: '',
      target: '',
      met: null,
    },
  ];
}
