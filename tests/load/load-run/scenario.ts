import type { Marks } from '../../../shared/ballot.ts';
import type { MeetingPlan } from '../../../shared/meeting.ts';
import { NOTICE_RULE } from '../../../shared/rule.ts';
import { noticePlan } from '../../notice-plan.ts';
import { type BallotSize, plausibleMarks, presenterQualities } from '../plausible-marks.ts';
import { bellShaped, type Random, seededRandom } from '../seeded-random.ts';

/** When 提交 is pressed within the time for it: evenly, or half of all within its first quarter. */
export type SubmissionShape = 'even' | 'rush';

/** What the halls are like and what their people do. Times in ms. */
export interface Scenario {
  readonly meetings: number;
  readonly phonesPerMeeting: number;
  readonly presenters: number;
  readonly items: number;
  /** Everybody scans within this time. */
  readonly arriveMs: number;
  /** Whether voting is open before the first scans, or opens once the last is in. */
  readonly opens: 'first' | 'last';
  readonly thinkLeastMs: number;
  readonly thinkMostMs: number;
  readonly submitMs: number;
  readonly shape: SubmissionShape;
  /** How often all phones lose their connection at once while votes are submitted. */
  readonly storms: number;
  /** Whether the page is closed once the receipt is there. */
  readonly leaves: boolean;
  readonly seed: number;
}

/** What one voter will do. Times in ms. */
export interface PhonePlan {
  /** After the first of all could have come. */
  readonly arrivesAfter: number;
  /** From holding the ballot to pressing 提交, at least. */
  readonly thinks: number;
  /** After voting began, at least. */
  readonly submitsAfter: number;
  readonly marks: Marks;
}

export const GROUPS = NOTICE_RULE.groups.length;
/** In the notice's hall one voter in nine sat with the leaders. */
const LEADERS_ONE_IN = 9;
/** Larger than any number of phones, so that no two draw from the same seed. */
const SEED_OF_MEETINGS = 1_000_000_007;

/** Phones by group of the notice's rule: 领导, 其他. */
export function groupSizes(phones: number): readonly [number, number] {
  const leaders = Math.max(1, Math.round(phones / LEADERS_ONE_IN));
  return [leaders, phones - leaders];
}

/** The notice's meeting, with other numbers of presenters and items. */
export function loadPlan({ presenters, items }: Scenario, meeting: number): MeetingPlan {
  const share = Math.floor(100 / items);
  return noticePlan({
    title: `压力测试 ${meeting + 1}`,
    rule: {
      ...NOTICE_RULE,
      items: Array.from({ length: items }, (_, item) => ({
        label: `项目 ${item + 1}`,
        share: String(item === 0 ? 100 - share * (items - 1) : share),
      })),
    },
    presenters: Array.from({ length: presenters }, (_, presenter) => ({
      name: `述职人 ${presenter + 1}`,
      unit: `单位 ${presenter + 1}`,
      post: '党组书记',
    })),
  });
}

export function ballotSize({ presenters, items }: Scenario): BallotSize {
  return { presenters, items, grades: NOTICE_RULE.grades.length };
}

/** `phone` counts through all meetings: the same seed, the same plan, whichever worker asks. */
export function phonePlan(
  scenario: Scenario,
  meeting: number,
  phone: number,
  group: number,
): PhonePlan {
  const random = seededRandom(scenario.seed + phone * 7919);
  const { thinkLeastMs, thinkMostMs } = scenario;
  return {
    arrivesAfter: random() * scenario.arriveMs,
    thinks: thinkLeastMs + bellShaped(random) * (thinkMostMs - thinkLeastMs),
    submitsAfter: submissionMoment(scenario.shape, random) * scenario.submitMs,
    marks: plausibleMarks(ballotSize(scenario), group, qualitiesOf(scenario, meeting), random),
  };
}

/** Moments of the storms in ms after voting began, evenly within the time of submitting. */
export function stormMoments({ storms, submitMs }: Scenario): readonly number[] {
  return Array.from({ length: storms }, (_, storm) => ((storm + 1) * submitMs) / (storms + 1));
}

function submissionMoment(shape: SubmissionShape, random: Random): number {
  switch (shape) {
    case 'even':
      return random();
    case 'rush':
      return random() ** 2;
  }
}

function qualitiesOf({ presenters, seed }: Scenario, meeting: number): readonly number[] {
  return presenterQualities(presenters, seededRandom(seed + SEED_OF_MEETINGS + meeting));
}
