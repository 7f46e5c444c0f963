import { describe } from 'vitest';
import type { FreshStore } from './bench.ts';
import { archivePromises } from './suite/archive.ts';
import { archiveRefusals } from './suite/archive-refusals.ts';
import { boxPromises } from './suite/box.ts';
import { castPromises } from './suite/casting.ts';
import { commitPromises } from './suite/commits.ts';
import { decisionPromises } from './suite/decided-on.ts';
import { entrancePromises } from './suite/entrances.ts';
import { meetingPromises } from './suite/meetings.ts';
import { modelPromises } from './suite/model.ts';
import { racePromises } from './suite/races.ts';
import { restartPromises } from './suite/restart.ts';
import { roundPromises } from './suite/rounds.ts';
import { ticketPromises } from './suite/tickets.ts';
import { testBench } from './test-bench.ts';

export interface SuiteOptions {
  /** How many courses of events are tried. */
  readonly courses?: number;
  /** Where meetings are carried to; in the way of `openFresh` where that makes a store of its own. */
  readonly openImporter?: () => Promise<FreshStore>;
}

/** Every promise that the port documents, held against one adapter. */
export function storeSuite(
  name: string,
  openFresh: () => Promise<FreshStore>,
  { courses = 60, openImporter = openFresh }: SuiteOptions = {},
): void {
  describe(name, () => {
    const bench = testBench(openFresh, openImporter);
    meetingPromises(bench);
    decisionPromises(bench);
    ticketPromises(bench);
    castPromises(bench);
    racePromises(bench);
    commitPromises(bench);
    boxPromises(bench);
    roundPromises(bench);
    entrancePromises(bench);
    restartPromises(bench);
    archivePromises(bench);
    archiveRefusals(bench);
    modelPromises(openFresh, courses);
  });
}
