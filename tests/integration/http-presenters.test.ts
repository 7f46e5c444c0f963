import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import writeExcelFile from 'write-excel-file/node';
import { type Answer, type Ask, type HttpServer, startHttpServer } from './http-server.ts';

const BOUNDARY = 'boundary-of-parts';

describe('lists of presenters', () => {
  let server: HttpServer;
  let ask: Ask;

  beforeAll(async () => {
    server = await startHttpServer();
    ask = await server.signIn();
  });
  afterAll(() => server.close());

  const paste = (body: unknown) => ask('POST', '/api/presenters', { body });

  function upload(bytes: Buffer, part = 'name="file"; filename="名单.xlsx"'): Promise<Answer> {
    const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; ${part}\r\n\r\n`;
    const body = Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${BOUNDARY}--\r\n`)]);
    const headers = { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` };
    return ask('POST', '/api/presenters', { body, headers });
  }

  test('are read from what was pasted', async () => {
    const answer = await paste({ text: '姓名\t单位\n述职人甲\t单位一\n\t单位二' });
    expect([answer.status, answer.json()]).toEqual([
      200,
      {
        presenters: [{ name: '述职人甲', unit: '单位一', post: '' }],
        errors: [{ row: 3, message: '缺少姓名。' }],
      },
    ]);
  });

  test('are read from an .xlsx', async () => {
    const bytes = await writeExcelFile([['述职人甲', '单位一', '=1+1']]).toBuffer();
    expect((await upload(bytes)).json()).toEqual({
      presenters: [{ name: '述职人甲', unit: '单位一', post: '=1+1' }],
      errors: [],
    });
  });

  test('are read from a .csv, whatever the file is called', async () => {
    const answer = await upload(Buffer.from('述职人甲,单位一'), 'name="file"; filename="../../x"');
    expect(answer.json()).toMatchObject({ presenters: [{ name: '述职人甲' }] });
  });

  test.each([
    [
      'a file that only claims to be one',
      Buffer.from('PK\x03\x04 and no more'),
      422,
      'file_unreadable',
    ],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0, 0]), 422, 'file_unreadable'],
    ['more than two megabytes', Buffer.alloc(2 * 1024 * 1024 + 1, 'x'), 413, 'file_too_large'],
    ['a text of many lines', Buffer.from('x\n'.repeat(1000)), 422, 'import_invalid'],
  ])('are refused from %s', async (_, bytes, status, code) => {
    const answer = await upload(bytes);
    expect([answer.status, answer.json()]).toMatchObject([status, { ok: false, code }]);
  });

  test('are refused without a list', async () => {
    for (const body of [{}, { text: 1 }, { text: 'x', more: 1 }, { text: 'x'.repeat(200_001) }]) {
      const answer = await paste(body);
      expect([answer.status, answer.json()]).toEqual([
        400,
        { ok: false, code: 'bad_request', field: 'text' },
      ]);
    }
  });

  test('are refused in a form that is broken or has no file', async () => {
    const field = await upload(Buffer.from('述职人甲'), 'name="text"');
    const headers = { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` };
    const cut = await ask('POST', '/api/presenters', {
      headers,
      body: Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"`),
    });
    const unbounded = await ask('POST', '/api/presenters', {
      headers: { 'content-type': 'multipart/form-data' },
      body: Buffer.from('x'),
    });
    for (const answer of [field, cut, unbounded]) {
      expect(answer.status).toBe(400);
      expect(answer.json()).toMatchObject({ ok: false, code: 'bad_request' });
    }
  });

  test('leave nothing behind but a server that answers', async () => {
    expect((await ask('GET', '/api/meetings')).json()).toEqual([]);
    expect(server.log()).not.toContain('述职人甲');
    expect(server.log()).toContain('starting multipart parsing');
    expect(server.log()).not.toContain('pingyi_session');
  });
});
