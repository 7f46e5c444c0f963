import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import {
  meetingParamsSchema,
  newMeetingSchema,
  papersRequestSchema,
  planRequestSchema,
} from '../../shared/protocol/schemas/http.ts';
import {
  changePapers,
  changePlan,
  createMeeting,
  deleteMeeting,
  listMeetings,
  readDetail,
} from '../voting/meetings.ts';
import { sendResult, sendValue } from './answers.ts';
import type { HttpOptions } from './options.ts';

export async function meetingRoutes(app: FastifyInstance, { parts }: HttpOptions): Promise<void> {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const tags = ['meetings'];
  const params = meetingParamsSchema;

  routes.get('/meetings', { schema: { tags } }, async (_request, reply) =>
    sendValue(reply, await listMeetings(parts)),
  );

  routes.post('/meetings', { schema: { tags, body: newMeetingSchema } }, async ({ body }, reply) =>
    sendResult(reply, await createMeeting(parts, body.plan)),
  );

  routes.get('/meetings/:meeting', { schema: { tags, params } }, async (request, reply) =>
    sendResult(reply, await readDetail(parts, request.params.meeting)),
  );

  routes.delete('/meetings/:meeting', { schema: { tags, params } }, async (request, reply) =>
    sendResult(reply, await deleteMeeting(parts, request.params.meeting)),
  );

  routes.put(
    '/meetings/:meeting/plan',
    { schema: { tags, params, body: planRequestSchema } },
    async (request, reply) =>
      sendResult(reply, await changePlan(parts, request.params.meeting, request.body)),
  );

  routes.put(
    '/meetings/:meeting/papers',
    { schema: { tags, params, body: papersRequestSchema } },
    async (request, reply) =>
      sendResult(reply, await changePapers(parts, request.params.meeting, request.body)),
  );
}
