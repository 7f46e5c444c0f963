import type { HealthReport } from '../../shared/protocol/health.ts';
import type { AnsweredCast } from '../voting/cast.ts';
import { LastMinute } from './last-minute.ts';
import { emptyHistogram, record, spreadOf } from './spread.ts';

const MICROSECONDS = 1e6;
const MS_PER_MICROSECOND = 0.001;

function beginPart() {
  return {
    accepted: 0,
    refused: 0,
    unanswered: 0,
    answer: emptyHistogram(),
    commit: emptyHistogram(),
    commitCasts: emptyHistogram(),
  };
}

/** How casting went in the last minute, for the console. */
export class MinuteOfCasting {
  readonly #minute: LastMinute<ReturnType<typeof beginPart>>;

  /** `now` as `LastMinute` wants it. */
  constructor(now?: () => number) {
    this.#minute = new LastMinute(beginPart, now);
  }

  answered({ end, seconds }: AnsweredCast): void {
    const part = this.#minute.current();
    if (end === 'accepted') part.accepted += 1;
    else if (end === 'no_answer') part.unanswered += 1;
    else part.refused += 1;
    if (end !== 'no_answer') record(part.answer, seconds * MICROSECONDS);
  }

  committed({ casts, seconds }: { readonly casts: number; readonly seconds: number }): void {
    const part = this.#minute.current();
    record(part.commit, seconds * MICROSECONDS);
    record(part.commitCasts, casts);
  }

  figures(): Pick<HealthReport, 'casts' | 'answer' | 'commit' | 'commitCasts'> {
    const parts = this.#minute.parts();
    const sum = (end: 'accepted' | 'refused' | 'unanswered') =>
      parts.reduce((all, part) => all + part[end], 0);
    return {
      casts: {
        accepted: sum('accepted'),
        refused: sum('refused'),
        unanswered: sum('unanswered'),
      },
      answer: spreadOf(
        parts.map(({ answer }) => answer),
        MS_PER_MICROSECOND,
      ),
      commit: spreadOf(
        parts.map(({ commit }) => commit),
        MS_PER_MICROSECOND,
      ),
      commitCasts: spreadOf(
        parts.map(({ commitCasts }) => commitCasts),
        1,
      ),
    };
  }
}
