import { networkInterfaces } from 'node:os';
import type { FastifyInstance } from 'fastify';
import type { AddressesAnswer } from '../../shared/protocol/http.ts';
import { sendValue } from './answers.ts';
import type { HttpOptions } from './options.ts';
import { phoneAddresses } from './phone-addresses.ts';

export async function addressRoutes(app: FastifyInstance, options: HttpOptions): Promise<void> {
  app.get('/addresses', { schema: { tags: ['addresses'] } }, async (request, reply) => {
    const { publicUrl, host, tls } = options;
    const port = request.socket.localPort ?? 0;
    const interfaces = networkInterfaces();
    const addresses = phoneAddresses({ publicUrl, host, tls, port, interfaces });
    return sendValue(reply, { addresses } satisfies AddressesAnswer);
  });
}
