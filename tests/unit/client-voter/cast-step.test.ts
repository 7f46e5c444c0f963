import { describe, expect, it } from 'vitest';
import { castStep } from '../../../client-voter/cast-step.ts';
import type { Receipt } from '../../../shared/identifiers.ts';
import { CODES, type Code } from '../../../shared/protocol/codes.ts';
import { refuse } from '../../../shared/result.ts';

describe('an answer to a cast', () => {
  it('[CAST-2] makes a receipt only when it is ok', () => {
    const receipt = '7K3M9XQ2' as Receipt;
    expect(castStep({ ok: true, receipt })).toEqual({ step: 'received', receipt });
    for (const code of Object.keys(CODES) as Code[])
      expect(castStep(refuse(code)).step).not.toBe('received');
  });

  it('[CAST-4] is asked for again when there was none, or when the server broke', () => {
    expect(castStep(null)).toEqual({ step: 'askAgain' });
    expect(castStep(refuse('internal'))).toEqual({ step: 'askAgain' });
  });

  it('waits for a store that cannot write', () => {
    expect(castStep(refuse('storage_unavailable'))).toEqual({ step: 'waitForStorage' });
  });

  it.each(['ticket_used', 'ticket_voided', 'ticket_unknown', 'voting_closed'] as const)(
    'ends with %s',
    (code) => {
      expect(castStep(refuse(code))).toEqual({ step: 'end', refusal: refuse(code) });
    },
  );

  it.each(['voting_paused', 'voting_not_open', 'marks_missing', 'wrong_round'] as const)(
    'leads back to the ballot with %s',
    (code) => {
      expect(castStep(refuse(code))).toEqual({ step: 'backToBallot', refusal: refuse(code) });
    },
  );

  it('leaves a ballot unresolved for a newer page to ask', () => {
    expect(castStep(refuse('version_mismatch')).step).toBe('reload');
  });
});
