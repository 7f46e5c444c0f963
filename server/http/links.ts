import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import {
  meetingParamsSchema,
  newScreenLinkSchema,
  screenLinkParamsSchema,
} from '../../shared/protocol/schemas/http.ts';
import { addScreenLink, revokeScreenLink } from '../voting/links.ts';
import { sendResult } from './answers.ts';
import type { HttpOptions } from './options.ts';

export async function linkRoutes(app: FastifyInstance, { parts }: HttpOptions): Promise<void> {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const tags = ['links'];

  routes.post(
    '/meetings/:meeting/links',
    { schema: { tags, params: meetingParamsSchema, body: newScreenLinkSchema } },
    async (request, reply) =>
      sendResult(reply, await addScreenLink(parts, request.params.meeting, request.body.kind)),
  );

  routes.delete(
    '/meetings/:meeting/links/:link',
    { schema: { tags, params: screenLinkParamsSchema } },
    async ({ params }, reply) =>
      sendResult(reply, await revokeScreenLink(parts, params.meeting, params.link)),
  );
}
