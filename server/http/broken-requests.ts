import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { refuse } from '../../shared/result.ts';

const STATUSES: Readonly<Record<string, number>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431,
};
const BODY = JSON.stringify(refuse('bad_request'));

/**
 * Answers what is not even a request. It must never be logged, on no level: the error carries the
 * bytes as they came, the organizer's cookie and a voter's ticket among them.
 */
export function answerBrokenRequest(
  error: Error & { readonly code?: string },
  socket: Socket,
): void {
  const status = STATUSES[error.code ?? ''] ?? 400;
  if (error.code !== 'ECONNRESET' && socket.writable)
    socket.write(
      [
        `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
        'Cache-Control: no-store',
        'Connection: close',
        'Content-Type: application/json; charset=utf-8',
        `Content-Length: ${BODY.length}`,
        '',
        BODY,
      ].join('\r\n'),
    );
  socket.destroy();
}
