import type { MeetingId } from '../shared/identifiers.ts';
import type { Meeting, MeetingPlan } from '../shared/meeting.ts';

/** Changes that are not saved yet, with what they were made from. */
export interface PlanDraft {
  readonly version: number;
  readonly base: MeetingPlan;
  readonly plan: MeetingPlan;
}

/** The meeting with some of its plan changed; null when nothing differs from what is saved. */
export function draftWith(
  meeting: Meeting,
  draft: PlanDraft | null,
  change: Partial<MeetingPlan>,
): PlanDraft | null {
  const { version, base, plan } = draft ?? {
    version: meeting.version,
    base: meeting.plan,
    plan: meeting.plan,
  };
  const next = { ...plan, ...change };
  return samePlan(base, next) ? null : { version, base, plan: next };
}

/**
 * What is left to save once `sent` is saved as `saved`: null, unless typing went on meanwhile.
 * `current` is the draft as it stands by then.
 */
export function draftAfterSaving(
  saved: Meeting,
  sent: PlanDraft,
  current: PlanDraft | null,
): PlanDraft | null {
  if (current === null || samePlan(current.plan, sent.plan)) return null;
  return { version: saved.version, base: saved.plan, plan: current.plan };
}

export function samePlan(one: MeetingPlan, other: MeetingPlan): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** A way to the browser's storage: where it is blocked, even naming it throws. */
type StorageAccess = () => Storage;

/** Kept on this computer until saved or given up, so that a closed window loses nothing. */
export function keepDraft(
  storage: StorageAccess,
  meeting: MeetingId,
  draft: PlanDraft | null,
): void {
  try {
    if (draft === null) storage().removeItem(placeOf(meeting));
    else storage().setItem(placeOf(meeting), JSON.stringify(draft));
  } catch {
    // A full or blocked storage: the page still holds the changes, and warns before it is left.
  }
}

/** Null when there is none, none can be read, or what lies there is no draft of this page's. */
export function keptDraft(storage: StorageAccess, meeting: MeetingId): PlanDraft | null {
  try {
    const text = storage().getItem(placeOf(meeting));
    if (text === null) return null;
    const draft: unknown = JSON.parse(text);
    return isDraft(draft) ? draft : null;
  } catch {
    return null;
  }
}

function placeOf(meeting: MeetingId): string {
  return `pingyi.plan.${meeting}`;
}

function isDraft(value: unknown): value is PlanDraft {
  if (typeof value !== 'object' || value === null) return false;
  const { version, base, plan } = value as Partial<PlanDraft>;
  return typeof version === 'number' && isPlan(base) && isPlan(plan);
}

function isPlan(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { presenters, rule } = value as Partial<MeetingPlan>;
  return [presenters, rule?.grades, rule?.groups, rule?.items].every(Array.isArray);
}
