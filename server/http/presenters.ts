import fastifyMultipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { PresenterImport } from '../../shared/protocol/http.ts';
import { pastedPresentersSchema } from '../../shared/protocol/schemas/http.ts';
import { type Result, refuse } from '../../shared/result.ts';
import { importFile, importText } from '../presenters/import.ts';
import { sendResult } from './answers.ts';

const MOST_FILE_BYTES = 2 * 1024 * 1024;

/** Reads a list for the console to show before it is taken over; nothing is kept here. */
export async function presenterRoutes(app: FastifyInstance): Promise<void> {
  await app.register(fastifyMultipart, {
    limits: { fileSize: MOST_FILE_BYTES, files: 1, fields: 0, parts: 1, headerPairs: 20 },
  });
  app.post('/presenters', { schema: { tags: ['presenters'] } }, async (request, reply) =>
    sendResult(reply, await readList(request)),
  );
}

async function readList(request: FastifyRequest): Promise<Result<PresenterImport>> {
  if (request.isMultipart()) {
    const bytes = await readFile(request);
    return bytes === null ? refuse('bad_request', 'file') : importFile(bytes);
  }
  const pasted = pastedPresentersSchema.safeParse(request.body);
  return pasted.success ? importText(pasted.data.text) : refuse('bad_request', 'text');
}

/** Null where the form has no file or is broken; throws, by a code, where a limit is passed. */
async function readFile(request: FastifyRequest): Promise<Buffer | null> {
  try {
    const part = await request.file();
    return part === undefined ? null : await part.toBuffer();
  } catch (error) {
    // Whoever hangs up half way is nobody's failure, and hears no answer.
    const hungUp = request.raw.readableAborted;
    if (!hungUp && error instanceof Error && 'code' in error) throw error;
    return null;
  }
}
