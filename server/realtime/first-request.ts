import type { IncomingMessage } from 'node:http';
import { sessionCookieOf } from '../entrance/sessions.ts';

/** It is read from its end, and no chain of proxies is longer. */
const MOST_FORWARDED = 500;

/**
 * Socket.IO keeps the request that a connection began with for as long as it lasts, with an address
 * and headers of up to 16 KB and all that was read out of them. What entrances look at is kept.
 */
export function forgetMostOf(request: IncomingMessage): void {
  const { cookie, 'x-forwarded-for': forwarded } = request.headers;
  const session = sessionCookieOf(cookie);
  request.headers = {
    ...(session === null ? {} : { cookie: copied(session) }),
    ...(forwarded === undefined
      ? {}
      : { 'x-forwarded-for': copied(String(forwarded).slice(-MOST_FORWARDED)) }),
  };
  request.rawHeaders = [];
  request.url = '';
  // Engine.IO's own reading of the address.
  Reflect.set(request, '_query', {});
}

/** Part of a long text would hold all of it. */
function copied(text: string): string {
  return Buffer.from(text).toString();
}
