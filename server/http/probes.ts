import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { LivenessAnswer, ReadinessAnswer } from '../../shared/protocol/health.ts';
import { refuse } from '../../shared/result.ts';
import { metricsEntrance } from '../entrance/metrics-entrance.ts';
import { METRICS_TYPE } from '../metrics/metrics.ts';
import { sendRefusal, sendValue } from './answers.ts';
import type { HttpOptions } from './options.ts';

const NOT_READY = 503;
const LIVENESS = '/healthz';
const READINESS = '/readyz';

/** Answered while the server stops, too. */
export const PROBE_PATHS: ReadonlySet<string> = new Set([LIVENESS, READINESS]);

/** [RUN-1, RUN-2] For whoever watches the machine from outside. */
export async function probeRoutes(app: FastifyInstance, options: HttpOptions): Promise<void> {
  const { readiness, metrics, metricsToken } = options.watch;
  const route = {
    schema: { tags: ['health'] },
    onRequest: async (_request: FastifyRequest, reply: FastifyReply) => {
      reply.header('cache-control', 'no-store');
    },
  };

  app.get(LIVENESS, route, async (_request, reply) =>
    sendValue(reply, { alive: true } satisfies LivenessAnswer),
  );

  app.get(READINESS, route, async (_request, reply) => {
    const failed = await readiness.check();
    const ready = failed.length === 0;
    if (!ready) reply.code(NOT_READY);
    return sendValue(reply, { ready, failed } satisfies ReadinessAnswer);
  });

  app.get('/metrics', route, async (request, reply) => {
    const { headers, socket } = request;
    const entrance = metricsEntrance(metricsToken, socket.remoteAddress, headers);
    switch (entrance) {
      case 'open':
        return reply.type(METRICS_TYPE).send(await metrics.text());
      case 'token_required':
        reply.header('www-authenticate', 'Bearer');
        return sendRefusal(reply, refuse('metrics_token_required'));
      case 'hidden':
        return sendRefusal(reply, refuse('not_found'));
    }
  });
}
