import type { FastifyInstance, FastifyReply } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { ResultTable } from '../../shared/protocol/result-table.ts';
import { meetingParamsSchema } from '../../shared/protocol/schemas/http.ts';
import { readResult } from '../results/read-result.ts';
import { writeWorkbook } from '../results/write-workbook.ts';
import { sendRefusal, sendResult } from './answers.ts';
import type { HttpOptions } from './options.ts';

const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The result to look at, and as files to keep. */
export async function resultRoutes(app: FastifyInstance, { parts }: HttpOptions): Promise<void> {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const schema = { tags: ['result'], params: meetingParamsSchema };

  routes.get('/meetings/:meeting/result', { schema }, async ({ params }, reply) =>
    sendResult(reply, await readResult(parts, params.meeting)),
  );

  routes.get('/meetings/:meeting/result.json', { schema }, async ({ params }, reply) => {
    const result = await readResult(parts, params.meeting);
    if (!result.ok) return sendRefusal(reply, result);
    nameDownload(reply, result.value, 'json');
    return reply.type('application/json').send(JSON.stringify(result.value, null, 2));
  });

  routes.get('/meetings/:meeting/result.xlsx', { schema }, async ({ params }, reply) => {
    const result = await readResult(parts, params.meeting);
    if (!result.ok) return sendRefusal(reply, result);
    nameDownload(reply, result.value, 'xlsx');
    return reply.type(XLSX_TYPE).send(Buffer.from(await writeWorkbook(result.value)));
  });
}

/** RFC 6266: a plain name for old browsers, and the meeting's title in UTF-8. */
function nameDownload(reply: FastifyReply, { meeting }: ResultTable, ending: string): void {
  const words = `${meeting.rehearsal ? '演练-' : ''}测评结果-${meeting.plan.title}`;
  const name = words.replaceAll(/[\\/:*?"<>|\p{Cc}\p{Cf}\p{Cs}]/gu, ' ').trim();
  const encoded = encodeURIComponent(`${name}.${ending}`).replaceAll(/['()*]/g, percentEncoded);
  reply.header(
    'content-disposition',
    `attachment; filename="result.${ending}"; filename*=UTF-8''${encoded}`,
  );
}

function percentEncoded(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
