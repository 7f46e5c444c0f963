import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** `hidden`: as if there were no such page. */
export type MetricsEntrance = 'open' | 'token_required' | 'hidden';

/** What a proxy adds to a request that it passes on; one of them is enough. */
const PROXY_HEADERS = ['x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'forwarded', 'via'];
const LOOPBACK_PEER = /^(?:::ffff:)?127[.]|^::1$/;
const LOOPBACK_HOST = /^(?:localhost|127(?:[.]\d{1,3}){3}|\[::1\])(?::\d+)?$/i;

/**
 * [RUN-2] Whether `/metrics` may be read by whoever asks. With a token by its holders, in a time
 * that tells nothing of it. Without one by programs on this machine that ask for this machine by
 * name: a web page that was led here asks for another.
 */
export function metricsEntrance(
  token: string | null,
  peer: string | undefined,
  headers: IncomingHttpHeaders,
): MetricsEntrance {
  if (token !== null)
    return sameText(headers.authorization ?? '', `Bearer ${token}`) ? 'open' : 'token_required';
  const direct = PROXY_HEADERS.every((name) => headers[name] === undefined);
  const local = LOOPBACK_PEER.test(peer ?? '') && LOOPBACK_HOST.test(headers.host ?? '');
  return direct && local ? 'open' : 'hidden';
}

function sameText(one: string, other: string): boolean {
  return timingSafeEqual(digest(one), digest(other));
}

/** Of one length, whatever was sent. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
