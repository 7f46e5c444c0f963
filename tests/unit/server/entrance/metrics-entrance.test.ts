import { describe, expect, test } from 'vitest';
import { metricsEntrance } from '../../../../server/entrance/metrics-entrance.ts';

const TOKEN = 'a-token-of-tests';
const HOST = { host: 'localhost:3000' };

describe('[RUN-2] /metrics without a token', () => {
  test.each(['127.0.0.1', '127.8.9.10', '::1', '::ffff:127.0.0.1'])(
    'is open to %s, which is this machine',
    (peer) => {
      for (const host of ['localhost', 'localhost:3000', '127.0.0.1:3000', '[::1]:3000'])
        expect(metricsEntrance(null, peer, { host })).toBe('open');
    },
  );

  test.each([
    '192.168.1.20',
    '10.0.0.1',
    '8.127.0.0',
    '::ffff:10.0.0.1',
    'fe80::1',
    '::',
    undefined,
  ])('is hidden from %s, whatever it claims', (peer) => {
    expect(metricsEntrance(null, peer, HOST)).toBe('hidden');
    const authorization = 'Bearer null';
    expect(metricsEntrance(null, peer, { ...HOST, authorization })).toBe('hidden');
  });

  test.each(['x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'forwarded', 'via'])(
    'is hidden from what a proxy passes on, as %s shows',
    (name) => {
      expect(metricsEntrance(null, '127.0.0.1', { ...HOST, [name]: '127.0.0.1' })).toBe('hidden');
      expect(metricsEntrance(null, '127.0.0.1', { ...HOST, [name]: '' })).toBe('hidden');
    },
  );

  test.each(['vote.example.org', 'localhost.example.org', '127.0.0.1.example.org', '', undefined])(
    'is hidden from a page that was led here by the name %j',
    (host) => {
      expect(metricsEntrance(null, '127.0.0.1', host === undefined ? {} : { host })).toBe('hidden');
    },
  );
});

describe('[RUN-2] /metrics with a token', () => {
  test('is open to whoever sends it, from anywhere', () => {
    const headers = { authorization: `Bearer ${TOKEN}`, 'x-forwarded-for': '192.0.2.1' };
    expect(metricsEntrance(TOKEN, '192.0.2.7', headers)).toBe('open');
  });

  test.each([undefined, '', 'Bearer ', `Bearer ${TOKEN} `, `Bearer ${TOKEN.slice(1)}`, TOKEN])(
    'asks for it where %j was sent, on this machine as well',
    (authorization) => {
      const headers = authorization === undefined ? HOST : { ...HOST, authorization };
      expect(metricsEntrance(TOKEN, '127.0.0.1', headers)).toBe('token_required');
    },
  );
});
