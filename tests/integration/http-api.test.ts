import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { StorageUnavailable, type Store } from '../../server/store/store.ts';
import type { MeetingDetail } from '../../shared/protocol/http.ts';
import { noticePlan } from '../notice-plan.ts';
import { type Ask, type HttpServer, startHttpServer } from './http-server.ts';

const PAPERS = {
  attendance: [
    { expected: 10, present: 9 },
    { expected: 100, present: null },
  ],
  host: '主持人甲',
  scrutineers: ['监票人甲', '监票人乙'],
  teller: '计票人甲',
};

describe('the console’s interface', () => {
  let server: HttpServer;
  let ask: Ask;

  beforeAll(async () => {
    server = await startHttpServer();
    ask = await server.signIn();
  });
  afterAll(() => server.close());

  async function newMeeting(): Promise<MeetingDetail> {
    const answer = await ask('POST', '/api/meetings', { body: { plan: noticePlan() } });
    expect(answer.status).toBe(200);
    return answer.json() as MeetingDetail;
  }

  async function command(id: string, body: object): Promise<MeetingDetail> {
    const answer = await ask('POST', `/api/meetings/${id}/commands`, { body });
    expect([answer.status, answer.json()]).toMatchObject([200, {}]);
    return answer.json() as MeetingDetail;
  }

  test('[PHASE-1] leads a meeting from its plan to its result', async () => {
    const { meeting } = await newMeeting();
    const at = `/api/meetings/${meeting.id}`;
    expect(await (await ask('GET', '/api/meetings')).json()).toMatchObject([{ id: meeting.id }]);

    const plan = noticePlan({ title: '另一个名称' });
    const planned = await ask('PUT', `${at}/plan`, { body: { version: 1, plan } });
    expect(planned.json()).toMatchObject({
      meeting: { version: 2, plan: { title: '另一个名称' } },
    });
    const filled = await ask('PUT', `${at}/papers`, { body: { version: 2, papers: PAPERS } });
    expect(filled.json()).toMatchObject({ meeting: { version: 3, papers: PAPERS } });

    const minted = (await ask('POST', `${at}/tickets`, { body: { counts: [2, 3] } })).json();
    expect(minted).toMatchObject({ batch: 1, tickets: { length: 5 } });
    const voided = await ask('POST', `${at}/tickets/void`, { body: { codes: ['nonsense'] } });
    expect(voided.json()).toEqual({
      voided: 0,
      refused: [{ code: 'nonsense', refusal: { ok: false, code: 'ticket_malformed' } }],
    });

    const link = (await ask('POST', `${at}/links`, { body: { kind: 'screen' } })).json();
    expect(link).toMatchObject({
      link: { kind: 'screen', revokedAt: null },
      token: expect.any(String),
    });
    const { id: linkId } = (link as { link: { id: string } }).link;
    const revoked = (await ask('DELETE', `${at}/links/${linkId}`)).json() as MeetingDetail;
    expect(revoked.links[0]?.revokedAt).toBe(server.clock.now);

    expect((await ask('GET', `${at}/result`)).json()).toMatchObject({ code: 'result_not_ready' });
    expect((await command(meeting.id, { command: 'open' })).meeting.phase).toBe('open');
    expect((await ask('GET', `${at}/result`)).status).toBe(409);
    await command(meeting.id, { command: 'close', countdownSeconds: 0, confirmed: true });
    expect((await ask('GET', at)).json()).toMatchObject({ meeting: { phase: 'closed' } });
    const result = (await ask('GET', `${at}/result`)).json();
    expect(result).toMatchObject({
      closedAt: server.clock.now,
      groups: [{ issued: 2, returned: 0, expected: 10 }, { issued: 3 }],
      presenters: { length: 8 },
    });

    const json = await ask('GET', `${at}/result.json`);
    expect(json.json()).toEqual(result);
    expect(json.headers['content-disposition']).toBe(
      `attachment; filename="result.json"; filename*=UTF-8''${encodeURIComponent('测评结果-另一个名称.json')}`,
    );
    const workbook = await ask('GET', `${at}/result.xlsx`);
    expect(workbook.headers['content-type']).toMatch(/spreadsheetml[.]sheet$/);
    expect(workbook.bytes.subarray(0, 2).toString()).toBe('PK');

    // By route alone: an address names a meeting, and may one day name more.
    expect(server.log()).toContain('/api/meetings/:meeting/commands');
    expect(server.log()).not.toContain(meeting.id);
  });

  test('[PHASE-5] dates the result by the closing of its own round', async () => {
    const { meeting } = await newMeeting();
    const at = `/api/meetings/${meeting.id}`;
    await ask('POST', `${at}/tickets`, { body: { counts: [1, 1] } });
    const close = { command: 'close', countdownSeconds: 0, confirmed: true };
    await command(meeting.id, { command: 'open' });
    await command(meeting.id, close);
    await command(meeting.id, { command: 'voidRound', reason: '重新测评', confirmed: true });
    expect((await ask('GET', `${at}/result`)).json()).toMatchObject({ code: 'result_not_ready' });
    await command(meeting.id, { command: 'open' });
    server.clock.now += 60_000;
    await command(meeting.id, close);
    expect((await ask('GET', `${at}/result`)).json()).toMatchObject({
      closedAt: server.clock.now,
      roundShown: 2,
      voidedRounds: [
        {
          round: 1,
          reason: '重新测评',
          groups: [
            { label: '领导', issued: 1, returned: 0 },
            { label: '其他', issued: 1, returned: 0 },
          ],
        },
      ],
    });
  });

  test('removes a draft, answering null', async () => {
    const { meeting } = await newMeeting();
    const removed = await ask('DELETE', `/api/meetings/${meeting.id}`);
    expect([removed.status, removed.bytes.toString()]).toEqual([200, 'null']);
    const again = await ask('DELETE', `/api/meetings/${meeting.id}`);
    expect([again.status, again.json()]).toEqual([404, { ok: false, code: 'meeting_unknown' }]);
  });

  test('[RULE-3] passes on what voting refuses, with a status of its own', async () => {
    const { meeting } = await newMeeting();
    const at = `/api/meetings/${meeting.id}`;
    const expected = [
      ['POST', `${at}/commands`, { command: 'open' }, 409, 'group_without_tickets'],
      ['POST', `${at}/commands`, { command: 'pause' }, 409, 'wrong_phase'],
      ['PUT', `${at}/plan`, { version: 9, plan: noticePlan() }, 409, 'conflict'],
      ['POST', `${at}/tickets`, { counts: [1] }, 400, 'bad_request'],
      ['POST', `${at}/tickets/void`, { batch: 7 }, 404, 'batch_unknown'],
      ['DELETE', `${at}/links/none`, undefined, 404, 'not_found'],
      ['GET', '/api/meetings/abcdefghijkl', undefined, 404, 'meeting_unknown'],
      ['GET', '/api/meetings/abcdefghijkl/result.xlsx', undefined, 404, 'meeting_unknown'],
      ['GET', `${at}/result.json`, undefined, 409, 'result_not_ready'],
    ] as const;
    for (const [method, path, body, status, code] of expected) {
      const answer = await ask(method, path, { body });
      expect([path, answer.status, answer.json()]).toMatchObject([
        path,
        status,
        { ok: false, code },
      ]);
    }
  });

  test.each([
    ['a field too many', { plan: { ...noticePlan(), extra: 1 } }, 'plan'],
    ['a title that is no text', { plan: noticePlan({ title: 1 as never }) }, 'plan.title'],
    ['no plan', {}, 'plan'],
    ['a list', [], undefined],
    [
      'an emblem that could carry a script',
      { plan: noticePlan({ emblem: 'data:image/svg+xml;base64,AA==' }) },
      'plan.emblem',
    ],
  ])('names the field of %s', async (_, body, field) => {
    const answer = await ask('POST', '/api/meetings', { body });
    expect([answer.status, answer.json()]).toEqual([
      400,
      { ok: false, code: 'bad_request', ...(field === undefined ? {} : { field }) },
    ]);
  });

  test('[PHASE-1] asks for a confirmation before what cannot be undone', async () => {
    const { meeting } = await newMeeting();
    for (const body of [
      { command: 'close', countdownSeconds: 0 },
      { command: 'endRehearsal', confirmed: false },
      { command: 'voidRound', reason: '原因' },
    ]) {
      const answer = await ask('POST', `/api/meetings/${meeting.id}/commands`, { body });
      expect(answer.json()).toEqual({
        ok: false,
        code: 'confirmation_missing',
        field: 'confirmed',
      });
      expect(answer.status).toBe(422);
    }
  });

  test.each([
    ['that is no JSON', Buffer.from('{"plan"'), 'application/json', 400, 'bad_request'],
    ['that is empty', Buffer.from(''), 'application/json', 400, 'bad_request'],
    ['of another kind', Buffer.from('<plan/>'), 'text/xml', 400, 'bad_request'],
    [
      'that would change a prototype',
      Buffer.from('{"__proto__":{}}'),
      'application/json',
      400,
      'bad_request',
    ],
    [
      'of more than a megabyte',
      Buffer.alloc(1_048_577, ' '),
      'application/json',
      413,
      'payload_too_large',
    ],
  ])('refuses a body %s', async (_, body, type, status, code) => {
    const answer = await ask('POST', '/api/meetings', { body, headers: { 'content-type': type } });
    expect([answer.status, answer.json()]).toEqual([status, { ok: false, code }]);
  });

  test.each(['/api/nothing', '/api/meetings/../../etc', '/api', '/nothing', '/%zz'])(
    'knows nothing at %s',
    async (path) => {
      const answer = await ask('GET', path);
      expect([400, 404]).toContain(answer.status);
      expect(answer.json()).toEqual({
        ok: false,
        code: answer.status === 404 ? 'not_found' : 'bad_request',
      });
    },
  );

  test('describes itself to organizers', async () => {
    const { paths } = (await ask('GET', '/api/openapi.json')).json() as { paths: object };
    expect(Object.keys(paths)).toContain('/api/meetings/{meeting}/plan');
    expect(JSON.stringify(paths)).toContain('countdownSeconds');
  });

  test('tells where phones may find it', async () => {
    expect((await ask('GET', '/api/addresses')).json()).toEqual({
      addresses: [
        {
          url: server.origin.replace('127.0.0.1', 'localhost'),
          warnings: ['localhost', 'plain_http'],
        },
      ],
    });
  });

  test('keeps no answer anywhere', async () => {
    for (const path of ['/api/session', '/api/meetings', '/api/nothing'])
      expect((await ask('GET', path)).headers['cache-control']).toBe('no-store');
  });
});

describe('the gate of the interface', () => {
  let server: HttpServer;
  let ask: Ask;

  beforeAll(async () => {
    server = await startHttpServer({ publicUrl: 'https://vote.example.cn' });
    ask = await server.signIn();
  });
  afterAll(() => server.close());

  const Guarded = [
    ['GET', '/api/meetings'],
    ['POST', '/api/meetings'],
    ['GET', '/api/meetings/abcdefghijkl'],
    ['DELETE', '/api/meetings/abcdefghijkl'],
    ['PUT', '/api/meetings/abcdefghijkl/plan'],
    ['PUT', '/api/meetings/abcdefghijkl/papers'],
    ['POST', '/api/meetings/abcdefghijkl/tickets'],
    ['POST', '/api/meetings/abcdefghijkl/tickets/void'],
    ['POST', '/api/meetings/abcdefghijkl/commands'],
    ['POST', '/api/meetings/abcdefghijkl/links'],
    ['DELETE', '/api/meetings/abcdefghijkl/links/x'],
    ['GET', '/api/meetings/abcdefghijkl/result'],
    ['GET', '/api/meetings/abcdefghijkl/result.json'],
    ['GET', '/api/meetings/abcdefghijkl/result.xlsx'],
    ['POST', '/api/presenters'],
    ['GET', '/api/addresses'],
    ['GET', '/api/health'],
    ['GET', '/api/openapi.json'],
  ] as const;

  test.each(Guarded)(
    '%s %s asks for a session before it looks at anything',
    async (method, path) => {
      const answer = await server.ask(method, path, { body: Buffer.from('{') });
      expect([answer.status, answer.json()]).toEqual([
        401,
        { ok: false, code: 'sign_in_required' },
      ]);
    },
  );

  test.each(Guarded.filter(([method]) => method !== 'GET'))(
    '%s %s is not for pages of others, session or not',
    async (method, path) => {
      for (const origin of ['https://other.example', 'null', 'http://vote.example.cn']) {
        const answer = await ask(method, path, { headers: { origin } });
        expect([answer.status, answer.json()]).toEqual([
          403,
          { ok: false, code: 'origin_refused' },
        ]);
      }
    },
  );

  test.each(['POST', 'DELETE'])('%s /api/session is not for pages of others', async (method) => {
    const headers = { origin: 'https://other.example' };
    const answer = await ask(method, '/api/session', { headers, body: { token: 'x' } });
    expect(answer.status).toBe(403);
  });

  test('lets our own pages write, at the public address and at any other', async () => {
    for (const origin of [server.origin, 'https://vote.example.cn']) {
      const body = { plan: noticePlan() };
      const answer = await ask('POST', '/api/meetings', { body, headers: { origin } });
      expect(answer.status).toBe(200);
    }
  });
});

describe('a broken machine', () => {
  test('is called storage_unavailable while the store cannot write', async () => {
    const server = await startHttpServer();
    const ask = await server.signIn();
    const parts: { store: Partial<Store> } = server.parts;
    parts.store.createMeeting = () =>
      Promise.reject(new StorageUnavailable('SQLITE_FULL', new Error('disk full')));
    const answer = await ask('POST', '/api/meetings', { body: { plan: noticePlan() } });
    expect([answer.status, answer.json()]).toEqual([
      503,
      { ok: false, code: 'storage_unavailable' },
    ]);
    expect(server.log()).toContain('SQLITE_FULL');
    await server.close();
  });

  test('is told to the log, and to nobody else', async () => {
    const server = await startHttpServer();
    const ask = await server.signIn();
    await server.parts.store.close();
    const answer = await ask('GET', '/api/meetings');
    expect(answer.status).toBeGreaterThanOrEqual(500);
    expect(Object.keys(answer.json() as object)).toEqual(['ok', 'code']);
    expect(server.log()).toContain('request failed');
    expect(server.log()).toContain('"stack"');
    await server.close().catch(() => undefined);
  });
});
