import type { CastAnswer } from '../../shared/protocol/voter.ts';
import { type AnsweredCast, type CastParts, cast, type ShownTicket } from '../voting/cast.ts';
import type { Report } from './entrance.ts';
import { readCast } from './voter-messages.ts';

export type AnsweringParts = CastParts & {
  readonly report: Report;
  /** For figures alone, after the answer. */
  readonly onAnswered: (answered: AnsweredCast) => void;
};

/**
 * A refusal or a receipt. Where the machine broke in an unforeseen way there is no answer, since
 * the ballot may be in the box: the phone asks again with the same key (CAST-3, CAST-4).
 */
export async function answerCast(
  parts: AnsweringParts,
  ticket: ShownTicket,
  request: unknown,
  answer: (said: CastAnswer) => void,
): Promise<void> {
  const arrived = performance.now();
  const end = await tryToAnswer(parts, ticket, request, answer);
  parts.onAnswered({ end, seconds: (performance.now() - arrived) / 1000 });
}

async function tryToAnswer(
  parts: AnsweringParts,
  ticket: ShownTicket,
  request: unknown,
  answer: (said: CastAnswer) => void,
): Promise<AnsweredCast['end']> {
  const read = readCast(request);
  try {
    const said = read.ok ? await cast(parts, ticket, read.value) : read;
    answer(said);
    return said.ok ? 'accepted' : said.code;
  } catch (error) {
    parts.report(error);
    return 'no_answer';
  }
}
