import type { SessionAnswer, SignInRequest } from '../shared/protocol/http.ts';
import { refusalText, request } from './api.ts';
import { session } from './state.ts';

const SIGN_IN_FRAGMENT = /^#sign-in=(.+)$/;

/**
 * The token of a sign-in link, taken out of the address bar at once, so that it stays in no
 * history, bookmark or screenshot; null when the address has none.
 */
export function takeSignInToken(): string | null {
  const match = SIGN_IN_FRAGMENT.exec(location.hash);
  if (match === null) return null;
  history.replaceState(null, '', `${location.pathname}#/`);
  return decodeURIComponent(match[1] as string);
}

/** Finds out whether this browser is signed in, by the link's token if there is one. */
export async function beginSession(token: string | null): Promise<void> {
  if (token === null) await askSession(null);
  else await signIn({ token });
}

/** Signs in; a refusal is shown on the sign-in page. */
export async function signIn(credentials: SignInRequest): Promise<void> {
  const answer = await request<unknown>('POST', '/api/session', credentials);
  if (answer.ok) session.value = { state: 'signed-in' };
  else await askSession(refusalText(answer));
}

export async function signOut(): Promise<void> {
  await request<unknown>('DELETE', '/api/session');
  await askSession(null);
}

/** Asks the server; `problem` is shown on the sign-in page if nobody is signed in. */
export async function askSession(problem: string | null): Promise<void> {
  const answer = await request<SessionAnswer>('GET', '/api/session');
  if (!answer.ok) session.value = { state: 'unreachable', problem: refusalText(answer) };
  else if (answer.value.signedIn) session.value = { state: 'signed-in' };
  else
    session.value = {
      state: 'signed-out',
      passwordEnabled: answer.value.passwordEnabled,
      problem,
    };
}
