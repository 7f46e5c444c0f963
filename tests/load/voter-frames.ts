import type { TicketSecret } from '../../shared/identifiers.ts';
import type { Code } from '../../shared/protocol/codes.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';
import {
  type CastAnswer,
  type CastRequest,
  VOTER_NAMESPACE,
  type VoterAuth,
  type VoterPaper,
  type VoterStatus,
} from '../../shared/protocol/voter.ts';

/**
 * What a phone says and hears as Engine.IO 4 and Socket.IO 5 write it into the text frames of a
 * websocket, so that thousands of phones cost less than the server that they are to load.
 */

const CONNECTED = `40${VOTER_NAMESPACE},`;
const EVENT = `42${VOTER_NAMESPACE},`;
const ANSWER = `43${VOTER_NAMESPACE},`;
const REFUSED = `44${VOTER_NAMESPACE},`;
const PING = '2';
export const PONG = '3';

/** `payload` is left as JSON: most of what thousands of phones hear is never looked at. */
export type Frame =
  | { readonly kind: 'hello' | 'admitted' | 'ping' | 'other' }
  | { readonly kind: 'refused'; readonly payload: string }
  | { readonly kind: 'event'; readonly name: string; readonly payload: string }
  | { readonly kind: 'answer'; readonly number: number; readonly payload: string };

export function readFrame(text: string): Frame {
  if (text === PING) return { kind: 'ping' };
  if (text.startsWith('0')) return { kind: 'hello' };
  if (text.startsWith(CONNECTED)) return { kind: 'admitted' };
  if (text.startsWith(REFUSED)) return { kind: 'refused', payload: text.slice(REFUSED.length) };
  if (text.startsWith(EVENT)) {
    const payload = text.slice(EVENT.length);
    return { kind: 'event', name: payload.slice(2, payload.indexOf('"', 2)), payload };
  }
  if (!text.startsWith(ANSWER)) return { kind: 'other' };
  const begin = text.indexOf('[', ANSWER.length);
  const number = Number(text.slice(ANSWER.length, begin));
  return { kind: 'answer', number, payload: text.slice(begin) };
}

/** Knocks at the namespace of the phones. */
export function knockFrame(ticket: TicketSecret): string {
  const auth: VoterAuth = { protocol: PROTOCOL_VERSION, ticket };
  return CONNECTED + JSON.stringify(auth);
}

/** `number` comes back with the answer. */
export function castFrame(number: number, request: CastRequest): string {
  return `${EVENT}${number}${JSON.stringify(['cast', request])}`;
}

export function readPaper(payload: string): VoterPaper {
  return (JSON.parse(payload) as [string, VoterPaper])[1];
}

export function readStatus(payload: string): VoterStatus {
  return (JSON.parse(payload) as [string, VoterStatus])[1];
}

export function readCastAnswer(payload: string): CastAnswer {
  return (JSON.parse(payload) as [CastAnswer])[0];
}

/** Why the namespace let nobody in; `internal` where the server gave no reason of its own. */
export function readRefusal(payload: string): Code {
  return (
    (JSON.parse(payload) as { readonly data?: { readonly code: Code } }).data?.code ?? 'internal'
  );
}
