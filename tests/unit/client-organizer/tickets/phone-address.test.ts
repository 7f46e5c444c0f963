import { describe, expect, test } from 'vitest';
import { addressWarnings, readPhoneAddress } from '../../../../client-organizer/phone-address.ts';

describe('[TICKET-2] the address that tickets carry', () => {
  test.each([
    ['http://192.168.1.20:3000', 'http://192.168.1.20:3000'],
    ['https://pingyi.example.cn/', 'https://pingyi.example.cn'],
    ['192.168.1.20:3000', 'http://192.168.1.20:3000'],
    [' HTTP://Pingyi.Example.cn ', 'http://pingyi.example.cn'],
    ['http：//192.168.1.20：3000', 'http://192.168.1.20:3000'],
  ])('%j is read as %s', (typed, url) => {
    expect(readPhoneAddress(typed)).toEqual({ ok: true, url });
  });

  test.each([
    '',
    '   ',
    'ftp://192.168.1.20',
    'javascript://x',
    'http://',
    'http://192.168.1.20/vote',
    'http://192.168.1.20/?a=1',
    'http://192.168.1.20/#AAAA',
    'http://name@192.168.1.20',
  ])('%j is refused with a reason', (typed) => {
    const read = readPhoneAddress(typed);
    expect(read.ok).toBe(false);
  });
});

describe('warnings before printing', () => {
  const known = [
    { url: 'https://pingyi.example.cn', warnings: [] },
    { url: 'http://192.168.1.20:3000', warnings: ['plain_http'] },
    { url: 'http://localhost:3000', warnings: ['localhost', 'plain_http'] },
  ] as const;

  test.each([
    ['https://pingyi.example.cn', []],
    ['http://192.168.1.20:3000', ['plain_http']],
    ['http://localhost:3000', ['localhost']],
    ['http://127.0.0.1:8080', ['localhost']],
    ['http://[::1]:3000', ['localhost']],
    ['http://10.0.0.9:3000', ['plain_http', 'unknown_here']],
    ['https://other.example.cn', ['unknown_here']],
  ])('%s: %j', (url, warnings) => {
    expect(addressWarnings(url, known)).toEqual(warnings);
  });
});
