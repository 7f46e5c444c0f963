import { expect, test } from 'vitest';
import { olderDataOf, sameOlderData } from '../../../shared/older-data.ts';

const SHOWN = olderDataOf({
  meeting: { phase: 'open', seenRevision: 900 },
  tickets: [
    { minted: 30, fresh: 1, spent: 29, voided: 0 },
    { minted: 152, fresh: 1, spent: 149, voided: 2 },
  ],
  revision: 700,
});

test('[PHASE-7] what is shown of older data: both revisions, the phase, issued and returned', () => {
  expect(SHOWN).toEqual({
    revision: 700,
    seenRevision: 900,
    phase: 'open',
    issued: 180,
    returned: 178,
  });
});

test('[PHASE-7] each of them makes other data', () => {
  expect(sameOlderData(SHOWN, { ...SHOWN })).toBe(true);
  const others = [
    { ...SHOWN, revision: 701 },
    { ...SHOWN, seenRevision: 901 },
    { ...SHOWN, phase: 'paused' as const },
    { ...SHOWN, issued: 181 },
    { ...SHOWN, returned: 177 },
  ];
  for (const other of others) expect(sameOlderData(SHOWN, other)).toBe(false);
});
