import type { NetworkInterfaceInfo } from 'node:os';
import { describe, expect, test } from 'vitest';
import { phoneAddresses, type Whereabouts } from '../../../../server/http/phone-addresses.ts';

function at(address: string, family: 'IPv4' | 'IPv6' = 'IPv4', internal = false) {
  return { address, family, internal } as NetworkInterfaceInfo;
}

const WHERE: Whereabouts = {
  publicUrl: null,
  host: '0.0.0.0',
  port: 3000,
  tls: false,
  interfaces: {
    lo: [at('127.0.0.1', 'IPv4', true)],
    wan: [at('203.0.113.5'), at('fe80::1', 'IPv6')],
    wifi: [at('192.168.1.20')],
    vpn: [at('172.31.0.2'), at('172.32.0.2')],
  },
};

function found(change: Partial<Whereabouts>) {
  return phoneAddresses({ ...WHERE, ...change });
}

describe('where phones may find the server', () => {
  test('private networks come first, localhost last and with a warning', () => {
    expect(found({})).toEqual([
      { url: 'http://192.168.1.20:3000', warnings: ['plain_http'] },
      { url: 'http://172.31.0.2:3000', warnings: ['plain_http'] },
      { url: 'http://203.0.113.5:3000', warnings: ['plain_http'] },
      { url: 'http://172.32.0.2:3000', warnings: ['plain_http'] },
      { url: 'http://localhost:3000', warnings: ['localhost', 'plain_http'] },
    ]);
  });

  test('a server with a certificate is found by https, on its usual port without a number', () => {
    expect(found({ tls: true, port: 443 })[0]).toEqual({
      url: 'https://192.168.1.20',
      warnings: [],
    });
  });

  test.each([
    ['127.0.0.1', ['http://localhost:3000']],
    ['192.168.1.20', ['http://192.168.1.20:3000']],
    ['::', found({}).map(({ url }) => url)],
  ])('a server that listens on %s alone is found there alone', (host, urls) => {
    expect(found({ host }).map(({ url }) => url)).toEqual(urls);
  });

  test.each([
    ['https://vote.example.cn', []],
    ['http://vote.example.cn', ['plain_http']],
    ['http://192.168.1.20:3000', ['plain_http']],
    ['http://192.168.9.9', ['plain_http', 'configured_but_not_here']],
    ['https://localhost:3000', ['localhost']],
    ['http://127.0.0.1', ['localhost', 'plain_http']],
  ])('PUBLIC_URL %s stands alone, with what is wrong with it', (publicUrl, warnings) => {
    expect(found({ publicUrl })).toEqual([{ url: publicUrl, warnings }]);
  });
});
