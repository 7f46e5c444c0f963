import fastifySwagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';
import { sendValue } from './answers.ts';

/** Collects the routes that are registered after it, with the schemas that they check by. */
export async function openApiDescription(app: FastifyInstance): Promise<void> {
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Pingyi', version: String(PROTOCOL_VERSION) },
    },
    transform: jsonSchemaTransform,
  });
}

export async function openApiRoute(app: FastifyInstance): Promise<void> {
  app.get('/openapi.json', { schema: { hide: true } }, async (request, reply) =>
    sendValue(reply, request.server.swagger()),
  );
}
