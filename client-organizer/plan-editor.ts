import { useEffect, useState } from 'preact/hooks';
import type { Meeting, MeetingPlan } from '../shared/meeting.ts';
import type { MeetingDetail, PlanRequest } from '../shared/protocol/http.ts';
import type { Result } from '../shared/result.ts';
import { refusalText, request } from './api.ts';
import { draftWith, keepDraft, keptDraft, type PlanDraft, samePlan } from './plan-draft.ts';
import { guardLeaving } from './router.ts';

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

/** The plan as it stands on the page; saved when asked, kept on this computer until then. */
export function usePlanEditor(
  meeting: Meeting,
  adopt: (detail: MeetingDetail) => void,
): PlanEditor {
  const [draft, setDraft] = useState<PlanDraft | null>(() =>
    meeting.phase === 'draft' ? keptDraft(localStorage, meeting.id) : null,
  );
  const [saving, setSaving] = useState<Saving>({ state: draft === null ? 'idle' : 'restored' });

  const hold = (next: PlanDraft | null) => {
    setDraft(next);
    keepDraft(localStorage, meeting.id, next);
  };
  const settle = (detail: MeetingDetail, next: Saving) => {
    hold(null);
    adopt(detail);
    setSaving(next);
  };
  const put = async (mine: PlanDraft) => {
    setSaving({ state: 'saving' });
    const answer = await putPlan(meeting, mine);
    if (answer.ok) settle(answer.value, { state: 'saved' });
    else if (answer.code === 'conflict') await meetConflict(mine);
    else setSaving({ state: 'failed', problem: refusalText(answer) });
  };
  const meetConflict = async (mine: PlanDraft) => {
    const answer = await request<MeetingDetail>('GET', `/api/meetings/${meeting.id}`);
    if (!answer.ok) return setSaving({ state: 'failed', problem: refusalText(answer) });
    const latest = answer.value.meeting;
    // Something else of the meeting changed (its papers, a rehearsal): that is no conflict of plans.
    if (latest.version !== mine.version && samePlan(latest.plan, mine.base))
      return put({ ...mine, version: latest.version });
    setSaving({ state: 'conflict', latest: answer.value });
  };

  useEffect(() => {
    if (draft === null) return;
    return guardLeaving(
      () => '还有未保存的修改。离开后修改仍留在这台电脑上，但不会生效。确定离开吗？',
    );
  }, [draft === null]);

  return {
    plan: draft?.plan ?? meeting.plan,
    unsaved: draft !== null,
    saving,
    change: (change) => {
      hold(draftWith(meeting, draft, change));
      if (saving.state !== 'saving' && saving.state !== 'conflict') setSaving({ state: 'idle' });
    },
    save: async () => {
      if (draft !== null && saving.state !== 'saving') await put(draft);
    },
    giveUp: () => {
      hold(null);
      setSaving({ state: 'idle' });
    },
    overwrite: async (latest) => {
      if (draft !== null)
        await put({ ...draft, version: latest.meeting.version, base: latest.meeting.plan });
    },
    takeLatest: (latest) => settle(latest, { state: 'idle' }),
  };
}

function putPlan(meeting: Meeting, { version, plan }: PlanDraft): Promise<Result<MeetingDetail>> {
  const body: PlanRequest = { version, plan };
  return request<MeetingDetail>('PUT', `/api/meetings/${meeting.id}/plan`, body);
}
