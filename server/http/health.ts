import type { FastifyInstance } from 'fastify';
import type { HealthReport } from '../../shared/protocol/health.ts';
import { sendValue } from './answers.ts';
import type { HttpOptions } from './options.ts';

/** How this process runs, for the console. */
export async function healthRoute(app: FastifyInstance, { watch }: HttpOptions): Promise<void> {
  app.get('/health', { schema: { tags: ['health'] } }, async (_request, reply) =>
    sendValue(reply, {
      ...watch.metrics.figures(),
      failed: watch.readiness.known(),
    } satisfies HealthReport),
  );
}
