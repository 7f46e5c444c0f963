import { useSignal } from '@preact/signals';
import { useLayoutEffect } from 'preact/hooks';
import type { Meeting, MeetingPlan } from '../shared/meeting.ts';
import type { MeetingDetail, PlanRequest } from '../shared/protocol/http.ts';
import type { Result } from '../shared/result.ts';
import { refusalText, request } from './api.ts';
import {
  draftAfterSaving,
  draftWith,
  keepDraft,
  keptDraft,
  type PlanDraft,
  samePlan,
} from './plan-draft.ts';
import { guardLeaving } from './router.ts';

const UNSAVED_QUESTION = '还有未保存的修改。离开后修改仍留在这台电脑上，但不会生效。确定离开吗？';

export type Saving =
  | { readonly state: 'idle' }
  /** What was typed in an earlier visit is back on the page, still unsaved. */
  | { readonly state: 'restored' }
  | { readonly state: 'saving' }
  | { readonly state: 'saved' }
  | { readonly state: 'failed'; readonly problem: string }
  /** Someone else saved another plan meanwhile; nothing was overwritten. */
  | { readonly state: 'conflict'; readonly latest: MeetingDetail };

export interface PlanEditor {
  readonly plan: MeetingPlan;
  readonly unsaved: boolean;
  readonly saving: Saving;
  readonly change: (change: Partial<MeetingPlan>) => void;
  readonly save: () => Promise<void>;
  /** Back to what is saved. */
  readonly giveUp: () => void;
  /** After a conflict: mine instead of theirs. */
  readonly overwrite: (latest: MeetingDetail) => Promise<void>;
  /** After a conflict: theirs instead of mine. */
  readonly takeLatest: (latest: MeetingDetail) => void;
}

/**
 * The plan as it stands on the page; saved when asked, kept on this computer until then. Signals
 * hold it, so that a key pressed right after another never acts on what was there before.
 */
export function usePlanEditor(
  meeting: Meeting,
  adopt: (detail: MeetingDetail) => void,
): PlanEditor {
  const draft = useSignal<PlanDraft | null>(null);
  const saving = useSignal<Saving>({ state: 'idle' });
  const hold = (next: PlanDraft | null) => {
    draft.value = next;
    keepDraft(() => localStorage, meeting.id, next);
  };
  const settle = (detail: MeetingDetail, left: PlanDraft | null, next: Saving) => {
    hold(left);
    adopt(detail);
    saving.value = next;
  };
  const put = async (mine: PlanDraft): Promise<void> => {
    saving.value = { state: 'saving' };
    const answer = await putPlan(meeting, mine);
    if (answer.ok) {
      const left = draftAfterSaving(answer.value.meeting, mine, draft.value);
      settle(answer.value, left, { state: left === null ? 'saved' : 'idle' });
    } else if (answer.code === 'conflict') await meetConflict(mine);
    else saving.value = { state: 'failed', problem: refusalText(answer) };
  };
  const meetConflict = async (mine: PlanDraft): Promise<void> => {
    const answer = await request<MeetingDetail>('GET', `/api/meetings/${meeting.id}`);
    if (!answer.ok) {
      saving.value = { state: 'failed', problem: refusalText(answer) };
      return;
    }
    const latest = answer.value.meeting;
    // Something else of the meeting changed (its papers, a rehearsal): that is no conflict of plans.
    if (latest.version !== mine.version && samePlan(latest.plan, mine.base))
      await put({ ...mine, version: latest.version });
    else saving.value = { state: 'conflict', latest: answer.value };
  };

  useLayoutEffect(() => {
    const kept = meeting.phase === 'draft' ? keptDraft(() => localStorage, meeting.id) : null;
    draft.value = kept;
    if (kept !== null) saving.value = { state: 'restored' };
    return guardLeaving(() => (draft.value === null ? null : UNSAVED_QUESTION));
  }, [meeting.id]);

  return {
    plan: draft.value?.plan ?? meeting.plan,
    unsaved: draft.value !== null,
    saving: saving.value,
    change: (change) => {
      hold(draftWith(meeting, draft.value, change));
      const { state } = saving.value;
      if (state !== 'saving' && state !== 'conflict') saving.value = { state: 'idle' };
    },
    save: async () => {
      if (draft.value !== null && saving.value.state !== 'saving') await put(draft.value);
    },
    giveUp: () => {
      hold(null);
      saving.value = { state: 'idle' };
    },
    overwrite: async ({ meeting: { version, plan } }) => {
      if (draft.value !== null) await put({ ...draft.value, version, base: plan });
    },
    takeLatest: (latest) => settle(latest, null, { state: 'idle' }),
  };
}

function putPlan(meeting: Meeting, { version, plan }: PlanDraft): Promise<Result<MeetingDetail>> {
  const body: PlanRequest = { version, plan };
  return request<MeetingDetail>('PUT', `/api/meetings/${meeting.id}/plan`, body);
}
