import { type FastifyServerOptions, LogController } from 'fastify';
import { answerFailure } from './failures.ts';

/**
 * Every Fastify of this project is made with these. Requests are never logged as they come: their
 * lines would carry the addresses of voters and the moments of their visits (SECRET-1).
 */
export const FASTIFY_OPTIONS = {
  logController: new LogController({ disableRequestLogging: true }),
  frameworkErrors: answerFailure,
  bodyLimit: 1024 * 1024,
} as const satisfies FastifyServerOptions;
