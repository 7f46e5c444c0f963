import { afterEach, beforeEach } from 'vitest';
import type { Bench, FreshStore } from './bench.ts';

/** For one `describe`: fresh stores for each of its tests, gone after it. */
export function testBench(
  openFresh: () => Promise<FreshStore>,
  openImporter: () => Promise<FreshStore> = openFresh,
): Bench {
  let fresh: FreshStore | undefined;
  let importer: FreshStore | undefined;
  beforeEach(async () => {
    fresh = await openFresh();
  });
  afterEach(async () => {
    await fresh?.dispose();
    await importer?.dispose();
    fresh = undefined;
    importer = undefined;
  });
  return {
    get store() {
      return inUse(fresh).store;
    },
    reopen: () => inUse(fresh).reopen(),
    importer: async () => {
      importer ??= await openImporter();
      return importer;
    },
  };
}

function inUse(fresh: FreshStore | undefined): FreshStore {
  if (fresh === undefined) throw new Error('a store exists only within a test');
  return fresh;
}
