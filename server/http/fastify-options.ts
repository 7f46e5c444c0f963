import { type FastifyServerOptions, LogController } from 'fastify';
import { answerBrokenRequest } from './broken-requests.ts';
import { answerFailure } from './failures.ts';

/** Enough for a file of 2 MB over a poor connection; nobody holds a place for longer. */
const LONGEST_REQUEST_MS = 30_000;
/** Longer than a phone that polls waits for news, and than any act takes. */
const LONGEST_STANDSTILL_MS = 45_000;

/**
 * For whoever connects and does not get as far as a request. Not by address: a whole hall comes from
 * one. Browsers open lines ahead of need and take it well when they are closed.
 */
export const CONNECTION_PATIENCE = {
  headersTimeout: 10_000,
  handshakeTimeout: 10_000,
  connectionsCheckingInterval: 5000,
} as const;

/**
 * Every Fastify of this project is made with these. Requests are never logged as they come: their
 * lines would carry the addresses of voters and the moments of their visits (SECRET-1).
 */
export const FASTIFY_OPTIONS = {
  logController: new LogController({ disableRequestLogging: true }),
  frameworkErrors: answerFailure,
  clientErrorHandler: answerBrokenRequest,
  requestTimeout: LONGEST_REQUEST_MS,
  // Or who asks and does not read would hold the line, and what was to be sent, for ever.
  connectionTimeout: LONGEST_STANDSTILL_MS,
  bodyLimit: 1024 * 1024,
  // `refuseWhileStopping` does it in the words of this server.
  return503OnClosing: false,
} as const satisfies FastifyServerOptions;
