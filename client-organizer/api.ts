import { signal } from '@preact/signals';
import { codeText } from '../shared/protocol/codes.ts';
import { type MeetingDetail, SEEN_REVISION_HEADER } from '../shared/protocol/http.ts';
import { ok, type Refusal, type Result, refuse } from '../shared/result.ts';
import { rememberSeen, seenMeeting } from './seen-meeting.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** Grows each time the server says that nobody is signed in here; the session follows it. */
export const signInRequired = signal(0);

const UNREACHABLE = refuse(
  'internal',
  undefined,
  '连接不到服务器，操作可能没有完成。请检查网络和服务器后再试。',
);

/**
 * One call of the console's interface; `path` begins with `/api/`. A body is sent as JSON, or as it
 * is when it is a form with a file. Never rejects: no answer, or one that is no JSON, is a refusal
 * too. Repeating is up to the caller: without an answer the act may have been done.
 */
export async function request<Answer>(
  method: Method,
  path: string,
  body?: unknown,
): Promise<Result<Answer>> {
  const answer = await fetchAnswer<Answer>(method, path, body);
  if (!answer.ok && answer.code === 'sign_in_required') signInRequired.value += 1;
  return answer;
}

async function fetchAnswer<Answer>(
  method: Method,
  path: string,
  body: unknown,
): Promise<Result<Answer>> {
  try {
    const { body: carried, headers } = carriedBody(body);
    const response = await fetch(path, {
      method,
      ...(carried === undefined ? {} : { body: carried }),
      headers: { ...headers, ...whatWasSeen(path) },
    });
    if (response.status === 204) return ok(undefined as Answer);
    const answer: unknown = await response.json();
    if (isDetail(answer)) rememberSeen(() => localStorage, answer, Date.now());
    if (response.ok) return ok(answer as Answer);
    return isRefusal(answer) ? answer : refuse('internal');
  } catch {
    return UNREACHABLE;
  }
}

/** [PHASE-7] Each act on a meeting says what was seen of it: the server may have less. */
function whatWasSeen(path: string): Readonly<Record<string, string>> {
  const id = /^\/api\/meetings\/([a-z0-9]{12})\b/.exec(path)?.[1];
  const seen = id === undefined ? null : seenMeeting(() => localStorage, id);
  return seen === null ? {} : { [SEEN_REVISION_HEADER]: String(seen.revision) };
}

function isDetail(answer: unknown): answer is MeetingDetail {
  if (typeof answer !== 'object' || answer === null) return false;
  return 'meeting' in answer && 'tickets' in answer && 'revision' in answer;
}

interface CarriedBody {
  readonly body?: BodyInit;
  readonly headers?: Readonly<Record<string, string>>;
}

function carriedBody(body: unknown): CarriedBody {
  if (body === undefined) return {};
  if (body instanceof FormData) return { body };
  return { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
}

function isRefusal(answer: unknown): answer is Refusal {
  return typeof answer === 'object' && answer !== null && 'ok' in answer && answer.ok === false;
}

/** The words for a refusal, as a person should read them. */
export function refusalText(refusal: Refusal): string {
  return refusal.message ?? codeText(refusal.code);
}
