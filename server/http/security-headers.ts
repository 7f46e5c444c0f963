import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import fastifyHelmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import { type InlineSources, inlineSourcesOf } from './inline-sources.ts';
import type { HttpOptions } from './options.ts';
import { overHttps } from './options.ts';

const OTHER_CLIENTS = /^\/(?:screen|organizer)\//;
const HOST = /^[a-z0-9.:[\]-]+$/i;

/**
 * Pages run what this server sends and nothing else, talk to this server alone and stand in nobody's
 * frame. The phone page has its script and style in itself: where it may be, however it was asked for,
 * the policy names their hashes, and not even another file of this server would run. WebViews of
 * before 2020 do not count websockets as `'self'`, so the host is named too.
 */
export async function securityHeaders(app: FastifyInstance, options: HttpOptions): Promise<void> {
  const secure = overHttps(options);
  const voterPage = inlineSourcesOf(join(options.clientsFolder, 'voter', 'index.html'));
  const sourcesOf =
    (part: keyof InlineSources) =>
    ({ url = '' }: IncomingMessage) =>
      OTHER_CLIENTS.test(url) ? "'self'" : voterPage()[part];
  await app.register(fastifyHelmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: [sourcesOf('script')],
        styleSrc: [sourcesOf('style')],
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
