import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import {
  meetingParamsSchema,
  mintSchema,
  voidTicketsSchema,
} from '../../shared/protocol/schemas/http.ts';
import { mintTickets, voidTickets } from '../voting/tickets.ts';
import { sendResult } from './answers.ts';
import type { HttpOptions } from './options.ts';

export async function ticketRoutes(app: FastifyInstance, { parts }: HttpOptions): Promise<void> {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const tags = ['tickets'];
  const params = meetingParamsSchema;

  routes.post(
    '/meetings/:meeting/tickets',
    { schema: { tags, params, body: mintSchema } },
    async (request, reply) =>
      sendResult(reply, await mintTickets(parts, request.params.meeting, request.body.counts)),
  );

  routes.post(
    '/meetings/:meeting/tickets/void',
    { schema: { tags, params, body: voidTicketsSchema } },
    async (request, reply) =>
      sendResult(reply, await voidTickets(parts, request.params.meeting, request.body)),
  );
}
