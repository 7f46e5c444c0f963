import { afterEach, beforeEach, describe } from 'vitest';
import type { Bench, FreshStore } from './bench.ts';
import { boxPromises } from './suite/box.ts';
import { castPromises } from './suite/casting.ts';
import { commitPromises } from './suite/commits.ts';
import { entrancePromises } from './suite/entrances.ts';
import { meetingPromises } from './suite/meetings.ts';
import { modelPromises } from './suite/model.ts';
import { racePromises } from './suite/races.ts';
import { restartPromises } from './suite/restart.ts';
import { roundPromises } from './suite/rounds.ts';
import { ticketPromises } from './suite/tickets.ts';

/** Every promise that the port documents, held against one adapter. */
export function storeSuite(name: string, openFresh: () => Promise<FreshStore>, courses = 60): void {
  describe(name, () => {
    let fresh: FreshStore | undefined;
    beforeEach(async () => {
      fresh = await openFresh();
    });
    afterEach(async () => {
      await fresh?.dispose();
      fresh = undefined;
    });

    const bench: Bench = {
      get store() {
        return inUse(fresh).store;
      },
      reopen: () => inUse(fresh).reopen(),
    };
    meetingPromises(bench);
    ticketPromises(bench);
    castPromises(bench);
    racePromises(bench);
    commitPromises(bench);
    boxPromises(bench);
    roundPromises(bench);
    entrancePromises(bench);
    restartPromises(bench);
    modelPromises(openFresh, courses);
  });
}

function inUse(fresh: FreshStore | undefined): FreshStore {
  if (fresh === undefined) throw new Error('a store exists only within a test');
  return fresh;
}
