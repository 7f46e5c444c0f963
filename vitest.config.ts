import { defineConfig } from 'vitest/config';

const MINUTE_MS = 60_000;

function filesIn(folder: string): string[] {
  return [`tests/${folder}/**/*.test.{ts,tsx}`];
}

// Groups run one after another: what opens sockets, browsers or kills processes must not
// compete for the processor with the rest, or its time limits say nothing.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: filesIn('unit'),
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'contract',
          include: filesIn('contract'),
          testTimeout: MINUTE_MS,
          hookTimeout: MINUTE_MS,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'integration',
          include: filesIn('integration'),
          globalSetup: 'tests/integration/global-setup.ts',
          testTimeout: MINUTE_MS,
          hookTimeout: MINUTE_MS,
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'browser',
          include: filesIn('browser'),
          globalSetup: 'tests/browser/global-setup.ts',
          testTimeout: 3 * MINUTE_MS,
          hookTimeout: 3 * MINUTE_MS,
          fileParallelism: false,
          sequence: { groupOrder: 3 },
        },
      },
      {
        test: {
          name: 'faults',
          include: filesIn('faults'),
          testTimeout: 3 * MINUTE_MS,
          hookTimeout: 3 * MINUTE_MS,
          fileParallelism: false,
          sequence: { groupOrder: 4 },
        },
      },
    ],
  },
});
