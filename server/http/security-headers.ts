import fastifyHelmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import type { HttpOptions } from './options.ts';
import { overHttps } from './options.ts';

const HOST = /^[a-z0-9.:[\]-]+$/i;

/**
 * Pages run what this server sends and nothing else, talk to this server alone and stand in nobody's
 * frame. WebViews of before 2020 do not count websockets as `'self'`, so the host is named too.
 */
export async function securityHeaders(app: FastifyInstance, options: HttpOptions): Promise<void> {
  const secure = overHttps(options);
  await app.register(fastifyHelmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        fontSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'", ({ headers }) => websocketsOf(headers.host)],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
      },
    },
    frameguard: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
    // Not for subdomains: they may be other people's machines, without https.
    strictTransportSecurity: options.tls && { includeSubDomains: false },
    // Both are ignored on plain http, with a warning in every console.
    crossOriginOpenerPolicy: secure,
    originAgentCluster: secure,
  });
}

/** The Host header is the client's to choose: only what can be a host gets into the policy. */
function websocketsOf(host: string | undefined): string {
  return host !== undefined && HOST.test(host) ? `ws://${host} wss://${host}` : "'self'";
}
