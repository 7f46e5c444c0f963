import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { addressRoutes } from './addresses.ts';
import { clientPages } from './clients.ts';
import { commandRoutes } from './commands.ts';
import { answerFailure, answerNotFound } from './failures.ts';
import {
  refuseForeignPages,
  refuseWhileStopping,
  refuseWritesToOlderData,
  requireSession,
} from './gate.ts';
import { healthRoute } from './health.ts';
import { linkRoutes } from './links.ts';
import { meetingRoutes } from './meetings.ts';
import { openApiDescription, openApiRoute } from './open-api.ts';
import type { HttpOptions } from './options.ts';
import { presenterRoutes } from './presenters.ts';
import { probeRoutes } from './probes.ts';
import { resultRoutes } from './result.ts';
import { securityHeaders } from './security-headers.ts';
import { sessionRoutes } from './session.ts';
import { ticketRoutes } from './tickets.ts';

/**
 * Adds pages, interface, security headers and the answers to failures. `app` must be made with
 * `FASTIFY_OPTIONS`. Websockets do not pass here: `realtime` guards its own entrances.
 */
export async function registerHttp(app: FastifyInstance, options: HttpOptions): Promise<void> {
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(answerFailure);
  app.setNotFoundHandler(answerNotFound);
  await securityHeaders(app, options);
  app.addHook('onRequest', refuseWhileStopping(options));
  await openApiDescription(app);
  await app.register(interfaceRoutes(options), { prefix: '/api' });
  await probeRoutes(app, options);
  await clientPages(app, options);
}

function interfaceRoutes(options: HttpOptions): FastifyPluginAsync {
  return async (app) => {
    app.addHook('onRequest', async (_request, reply) => {
      reply.header('cache-control', 'no-store');
    });
    app.addHook('onRequest', refuseForeignPages(options));
    await app.register(sessionRoutes, options);
    await app.register(organizerRoutes, options);
  };
}

/** Everything behind the session. */
const organizerRoutes: FastifyPluginAsync<HttpOptions> = async (app, options) => {
  app.addHook('onRequest', requireSession(options));
  app.addHook('preHandler', refuseWritesToOlderData(options));
  app.addHook('onResponse', logAct);
  for (const routes of [
    meetingRoutes,
    ticketRoutes,
    commandRoutes,
    linkRoutes,
    addressRoutes,
    presenterRoutes,
    resultRoutes,
    healthRoute,
    openApiRoute,
  ])
    await app.register(routes, options);
};

/** By route and outcome alone: paths name meetings, and bodies may hold secrets. */
async function logAct(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { method, url: route } = request.routeOptions;
  if (method !== 'GET' && method !== 'HEAD')
    request.log.info({ method, route, status: reply.statusCode }, 'organizer act');
}
