import { join, relative, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { HttpOptions } from './options.ts';

const CLIENTS = [
  { folder: 'voter', prefix: '/' },
  { folder: 'screen', prefix: '/screen/' },
  { folder: 'organizer', prefix: '/organizer/' },
] as const;

const FOREVER = 'public, max-age=31536000, immutable';

/** The three built clients. Pages are never kept; what they name by its hash is kept for ever. */
export async function clientPages(app: FastifyInstance, options: HttpOptions): Promise<void> {
  for (const { folder, prefix } of CLIENTS) {
    const root = join(options.clientsFolder, folder);
    await app.register(fastifyStatic, {
      root,
      prefix,
      decorateReply: false,
      preCompressed: true,
      dotfiles: 'ignore',
      cacheControl: false,
      setHeaders: (reply, path) => setCaching(reply, relative(root, path)),
    });
    // The fragment, where a link's token is, stays with the browser and follows the redirect.
    if (prefix !== '/')
      app.get(prefix.slice(0, -1), (_request, reply) => reply.redirect(prefix, 308));
  }
}

function setCaching(reply: FastifyReply, path: string): void {
  reply.header('cache-control', path.startsWith(`assets${sep}`) ? FOREVER : 'no-store');
}
