import type { Marks } from '../../../shared/ballot.ts';
import { plausibleMarks, presenterQualities } from '../plausible-marks.ts';
import { bellShaped, type Random } from '../seeded-random.ts';

/** What becomes of a phone on the way; every hall has all three. */
export type Trouble =
  | 'none'
  /** The connection drops while the voter is still marking. */
  | 'dropped_while_marking'
  /** The ballot is sent and the connection drops before the answer is there. */
  | 'answer_lost';

/** What one voter will do. Times in ms after opening. */
export interface Script {
  readonly group: number;
  /** Zero or less: already in the hall and waiting when voting opens. */
  readonly arrivesAt: number;
  readonly castsAt: number;
  readonly trouble: Trouble;
  readonly marks: Marks;
}

export interface Hall {
  /** Voters by group. */
  readonly groups: readonly number[];
  readonly presenters: number;
  readonly items: number;
  readonly grades: number;
  readonly durationMs: number;
}

/** Nobody presses 提交 in the last moments before closing. */
const LAST_CAST = 0.95;
const WAITING_BEFORE_OPENING = 0.4;
const ARRIVES_WITHIN = 0.45;
const THINKS_LEAST = 0.08;
const THINKS_MOST = 0.5;
/** Of ten phones the fourth loses an answer and the eighth its connection, whatever the seed. */
const TROUBLES: Readonly<Record<number, Trouble>> = {
  3: 'answer_lost',
  7: 'dropped_while_marking',
};

/** Everything that chance decides about a rehearsal, in one go: the same seed, the same scripts. */
export function writeScripts(hall: Hall, random: Random): readonly Script[] {
  const qualities = presenterQualities(hall.presenters, random);
  return hall.groups.flatMap((voters, group) =>
    Array.from({ length: voters }, (_, voter) => ({
      group,
      ...times(hall.durationMs, random),
      trouble: TROUBLES[voter % 10] ?? 'none',
      marks: plausibleMarks(hall, group, qualities, random),
    })),
  );
}

function times(durationMs: number, random: Random): Pick<Script, 'arrivesAt' | 'castsAt'> {
  const waiting = random() < WAITING_BEFORE_OPENING;
  const arrivesAt = waiting ? 0 : bellShaped(random) * ARRIVES_WITHIN * durationMs;
  const thinks = THINKS_LEAST + bellShaped(random) ** 2 * (THINKS_MOST - THINKS_LEAST) * 2;
  return {
    arrivesAt,
    castsAt: Math.min(arrivesAt + thinks * durationMs, LAST_CAST * durationMs),
  };
}
