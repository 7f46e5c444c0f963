import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { Server } from 'socket.io';
import type { PhoneAddress } from '../shared/protocol/http.ts';
import type { Configuration } from './configuration.ts';
import { readClientAddress } from './entrance/client-address.ts';
import { originAllowed } from './entrance/origin.ts';
import { CONNECTION_PATIENCE, FASTIFY_OPTIONS } from './http/fastify-options.ts';
import { phoneAddresses } from './http/phone-addresses.ts';
import { registerHttp } from './http/register.ts';
import { followConnections } from './open-connections.ts';
import { limitPipelining } from './pipelining.ts';
import { isUpgradeToSockets, openSockets } from './realtime/sockets.ts';
import { openRooms } from './rooms.ts';
import { isOutage, type SignInTokens } from './store/store.ts';
import type { VotingParts } from './voting/parts.ts';
import { resumeMeetings } from './voting/resume.ts';
import { openWatch } from './watch.ts';

export type AppParts = VotingParts & {
  readonly configuration: Configuration;
  readonly signInTokens: SignInTokens;
  /** Certificate chain and private key (PEM), to speak https. */
  readonly certificate: { readonly cert: Buffer; readonly key: Buffer } | null;
  readonly logger: FastifyBaseLogger;
};

export interface App {
  readonly fastify: FastifyInstance;
  readonly io: Server;
  /** Opens the doors. Rejects when the port is taken. */
  readonly listen: () => Promise<void>;
  /** Where phones may find this server, best first; known once it listens. */
  readonly addresses: () => readonly PhoneAddress[];
  /**
   * Lets nobody in any more, answers the casts under way, lets connections go in a way that makes
   * them come back, and closes the store. Repeating does nothing more.
   */
  readonly close: () => Promise<void>;
}

/** How long connections that do not end by themselves may hold up a stop. */
const STRAGGLERS_MS = 2000;
/**
 * Phones that wait to be let in. Node's own 511 are soon there when a whole hall comes back at once;
 * whoever is turned away by the system then knocks again only after a second, and later after three.
 * The system allows no more than its own limit (`net.core.somaxconn`).
 */
const WAITING_AT_THE_DOOR = 16_384;
const CLIENTS_FOLDER = join(import.meta.dirname, '..', 'dist');

/**
 * The whole server, as `main.ts` and every test start it. From here on the store is the app's.
 * Resolves when running votes are taken up: recounted, compared, their countdowns going on.
 */
export async function createApp(parts: AppParts): Promise<App> {
  const { store, configuration, logger, certificate, signInTokens } = parts;
  const { publicUrl, host, port, organizerPassword, metricsToken } = configuration;
  const clientAddress = readClientAddress(configuration.trustProxy);
  const tls = certificate !== null;
  const lines = { ...CONNECTION_PATIENCE, shouldUpgradeCallback: isUpgradeToSockets };
  const fastify: FastifyInstance = Fastify({
    ...FASTIFY_OPTIONS,
    loggerInstance: logger,
    ...(certificate === null ? { http: lines } : { https: { ...certificate, ...lines } }),
  });
  const addresses = () =>
    phoneAddresses({
      publicUrl,
      host,
      tls,
      port: listeningPort(fastify) ?? port,
      interfaces: networkInterfaces(),
    });

  const connections = followConnections(fastify.server);
  let closing = false;
  const sockets = openSockets(
    fastify.server,
    (origin, askedHost) => !closing && originAllowed(origin, askedHost, publicUrl),
  );
  limitPipelining(fastify.server);
  const watch = openWatch(parts, sockets.io, {
    metricsToken,
    isStopping: () => closing,
    health: () => rooms.health,
  });
  const rooms = openRooms(
    sockets.io,
    { ...parts, clientAddress, onAnswered: watch.metrics.castAnswered },
    () => addresses()[0]?.url ?? '',
  );
  rooms.live.listen({ moment: watch.metrics.momentTold });
  const running = await resumeMeetings(parts);
  for (const id of running) rooms.live.refresh(id);
  await registerHttp(fastify, {
    parts,
    signInTokens,
    organizerPassword,
    publicUrl,
    host,
    tls,
    clientAddress,
    clientsFolder: CLIENTS_FOLDER,
    watch,
  });

  // A write that fails for the console would fail for voters as well: all of them are told.
  fastify.addHook('onError', async (_request, _reply, error) => {
    if (isOutage(error)) rooms.health.failed(error);
  });
  fastify.addHook('preClose', async () => {
    closing = true;
    await rooms.finish();
    await sockets.close();
    await rooms.stop();
    connections.endSoon(STRAGGLERS_MS);
  });
  const close = async () => {
    await fastify.close();
    watch.stop();
    await store.close();
  };
  let closed: Promise<void> | undefined;
  return {
    fastify,
    io: sockets.io,
    addresses,
    listen: () =>
      fastify.listen({ host, port, backlog: WAITING_AT_THE_DOOR }).then(() => undefined),
    close: () => {
      closed ??= close();
      return closed;
    },
  };
}

/** Another than the configured one where that is 0. */
function listeningPort(fastify: FastifyInstance): number | null {
  const address = fastify.server.address();
  return address === null || typeof address === 'string' ? null : address.port;
}
