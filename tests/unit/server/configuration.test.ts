import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { readConfiguration } from '../../../server/configuration.ts';

function problems(environment: Record<string, string>): readonly string[] {
  const read = readConfiguration(environment);
  return read.ok ? [] : read.problems;
}

test('nothing need be set, and what is set to nothing is unset', () => {
  const nothing = readConfiguration({});
  expect(nothing).toEqual({
    ok: true,
    configuration: {
      port: 3000,
      host: '0.0.0.0',
      publicUrl: null,
      dataDir: resolve('data'),
      redis: null,
      organizerPassword: null,
      metricsToken: null,
      tls: null,
      trustProxy: [],
      logLevel: 'info',
    },
  });
  expect(readConfiguration({ PORT: '', PUBLIC_URL: '', TLS_KEY: '' })).toEqual(nothing);
});

test('everything can be set', () => {
  expect(
    readConfiguration({
      PORT: '443',
      HOST: '::1',
      PUBLIC_URL: 'https://Vote.example.org/',
      DATA_DIR: '/srv/pingyi',
      REDIS_URL: 'rediss://:secret@10.0.0.5:6380',
      ALLOW_LOSSY_REDIS: 'yes',
      ORGANIZER_PASSWORD: 'correct horse',
      METRICS_TOKEN: 'a-token-of-tests',
      TLS_CERT: '/etc/cert.pem',
      TLS_KEY: '/etc/key.pem',
      TRUST_PROXY: 'loopback, 10.1.0.0/16',
      LOG_LEVEL: 'silent',
    }),
  ).toEqual({
    ok: true,
    configuration: {
      port: 443,
      host: '::1',
      publicUrl: 'https://vote.example.org',
      dataDir: '/srv/pingyi',
      redis: { url: 'rediss://:secret@10.0.0.5:6380', allowLossy: true },
      organizerPassword: 'correct horse',
      metricsToken: 'a-token-of-tests',
      tls: { cert: '/etc/cert.pem', key: '/etc/key.pem' },
      trustProxy: ['loopback', '10.1.0.0/16'],
      logLevel: 'silent',
    },
  });
});

test.each([
  ['PORT', '70000'],
  ['PORT', '-1'],
  ['PORT', '0x10'],
  ['HOST', 'two words'],
  ['REDIS_URL', '10.0.0.5:6379'],
  ['REDIS_URL', 'http://10.0.0.5'],
  ['REDIS_URL', 'redis://'],
  ['ALLOW_LOSSY_REDIS', 'no'],
  ['PUBLIC_URL', 'vote.example.org'],
  ['PUBLIC_URL', 'ftp://vote.example.org'],
  ['PUBLIC_URL', 'https://vote.example.org/path'],
  ['PUBLIC_URL', 'https://vote.example.org/?a'],
  ['PUBLIC_URL', 'https://user@vote.example.org'],
  ['METRICS_TOKEN', 'fifteen-letters'],
  ['METRICS_TOKEN', 'a token with spaces'],
  ['METRICS_TOKEN', '不能放进请求头里的这样一个令牌字串'],
  ['TLS_CERT', 'cert.pem'],
  ['TRUST_PROXY', 'loopback,'],
  ['TRUST_PROXY', 'caddy'],
  ['TRUST_PROXY', '0.0.0.0/0'],
  ['LOG_LEVEL', 'loud'],
])('%s=%s is refused by name', (name, value) => {
  expect(problems({ [name]: value })).toEqual([expect.stringMatching(`^${name} 无效：.+。$`)]);
});

test('a bad secret is named and never repeated; all problems are told at once', () => {
  const told = problems({
    ORGANIZER_PASSWORD: 'secret7',
    METRICS_TOKEN: 'secret8',
    PORT: 'x',
    LOG_LEVEL: 'y',
  });
  expect(told).toHaveLength(4);
  expect(told.join()).not.toMatch(/secret[78]/);
});
