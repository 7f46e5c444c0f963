import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { commandSchema, meetingParamsSchema } from '../../shared/protocol/schemas/http.ts';
import { runCommand } from '../voting/commands.ts';
import { sendResult } from './answers.ts';
import type { HttpOptions } from './options.ts';

export async function commandRoutes(app: FastifyInstance, { parts }: HttpOptions): Promise<void> {
  app
    .withTypeProvider<ZodTypeProvider>()
    .post(
      '/meetings/:meeting/commands',
      { schema: { tags: ['commands'], params: meetingParamsSchema, body: commandSchema } },
      async (request, reply) =>
        sendResult(reply, await runCommand(parts, request.params.meeting, request.body)),
    );
}
