import { describe, expect, test } from 'vitest';
import { originAllowed } from '../../../../server/entrance/origin.ts';

const HOST = '192.168.1.20:3000';
const PUBLIC_URL = 'https://vote.example.cn';

describe('origins', () => {
  test.each([
    ['the same host', 'http://192.168.1.20:3000', HOST, null],
    ['the same host in capitals', 'http://hall.example', 'HALL.example', null],
    ['the public address behind a proxy', PUBLIC_URL, 'app:3000', PUBLIC_URL],
    ['the public address with its default port', 'https://vote.example.cn:443', 'x', PUBLIC_URL],
    ['a program that sends none', undefined, HOST, PUBLIC_URL],
  ])('let in %s', (_, origin, host, publicUrl) => {
    expect(originAllowed(origin, host, publicUrl)).toBe(true);
  });

  test.each([
    ['another host', 'http://other.example', HOST, PUBLIC_URL],
    ['the same host on another port', 'http://192.168.1.20:4000', HOST, null],
    ['a host that only begins alike', 'http://192.168.1.20:3000.other.example', HOST, null],
    ['the public host without https', 'http://vote.example.cn', 'x', PUBLIC_URL],
    ['a sandboxed page', 'null', HOST, PUBLIC_URL],
    ['no web page at all', 'file://192.168.1.20:3000', HOST, null],
    ['no origin in words', '', HOST, null],
    ['a request without a host', 'http://192.168.1.20:3000', undefined, null],
  ])('refuse %s', (_, origin, host, publicUrl) => {
    expect(originAllowed(origin, host, publicUrl)).toBe(false);
  });
});
