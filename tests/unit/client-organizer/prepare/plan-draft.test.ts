import { describe, expect, test } from 'vitest';
import {
  draftAfterSaving,
  draftWith,
  keepDraft,
  keptDraft,
} from '../../../../client-organizer/plan-draft.ts';
import type { MeetingId } from '../../../../shared/identifiers.ts';
import { newMeeting } from '../../../../shared/meeting.ts';
import { noticePlan } from '../../../notice-plan.ts';

const MEETING = newMeeting('abc123def456' as MeetingId, noticePlan(), 0);

/** What a browser's storage does, in memory. */
function memoryStorage(): Storage {
  const entries = new Map<string, string>();
  return {
    getItem: (key) => entries.get(key) ?? null,
    setItem: (key, value) => void entries.set(key, value),
    removeItem: (key) => void entries.delete(key),
    clear: () => entries.clear(),
    key: (index) => [...entries.keys()][index] ?? null,
    get length() {
      return entries.size;
    },
  };
}

describe('changes that are not saved', () => {
  test('a change begins a draft from the meeting’s version', () => {
    const draft = draftWith(MEETING, null, { title: '新名称' });
    expect(draft).toMatchObject({ version: 1, base: MEETING.plan, plan: { title: '新名称' } });
  });

  test('later changes keep the version that the draft began from', () => {
    const draft = draftWith(MEETING, null, { title: '新名称' });
    const later = draftWith({ ...MEETING, version: 7 }, draft, { place: '礼堂' });
    expect(later).toMatchObject({ version: 1, plan: { title: '新名称', place: '礼堂' } });
  });

  test('typing back what was there leaves nothing to save', () => {
    const draft = draftWith(MEETING, null, { title: '新名称' });
    expect(draftWith(MEETING, draft, { title: MEETING.plan.title })).toBeNull();
  });

  test('what was typed while saving is still to be saved', () => {
    const sent = draftWith(MEETING, null, { title: '新名称' });
    if (sent === null) throw new Error('nothing was changed');
    const saved = { ...MEETING, version: 2, plan: sent.plan };
    const current = draftWith(MEETING, sent, { place: '礼堂' });
    expect(draftAfterSaving(saved, sent, sent)).toBeNull();
    expect(draftAfterSaving(saved, sent, null)).toBeNull();
    expect(draftAfterSaving(saved, sent, current)).toEqual({
      version: 2,
      base: sent.plan,
      plan: { ...sent.plan, place: '礼堂' },
    });
  });

  test('a draft survives a closed window, by meeting', () => {
    const storage = memoryStorage();
    const draft = draftWith(MEETING, null, { title: '新名称' });
    keepDraft(() => storage, MEETING.id, draft);
    expect(keptDraft(() => storage, MEETING.id)).toEqual(draft);
    expect(keptDraft(() => storage, 'zzzzzzzzzzzz' as MeetingId)).toBeNull();
    keepDraft(() => storage, MEETING.id, null);
    expect(keptDraft(() => storage, MEETING.id)).toBeNull();
  });

  test('a browser that blocks its storage costs the keeping, never the page', () => {
    const blocked = () => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    };
    const draft = draftWith(MEETING, null, { title: '新名称' });
    keepDraft(blocked, MEETING.id, draft);
    keepDraft(blocked, MEETING.id, null);
    expect(keptDraft(blocked, MEETING.id)).toBeNull();
  });

  test.each(['', '{', 'null', '[]', '{"version":1,"plan":{}}'])(
    'what is no draft (%j) is not taken for one',
    (text) => {
      const storage = memoryStorage();
      storage.setItem(`pingyi.plan.${MEETING.id}`, text);
      expect(keptDraft(() => storage, MEETING.id)).toBeNull();
    },
  );
});
