import { expect, test } from 'vitest';
import { isNetwork, readClientAddress } from '../../../../server/entrance/client-address.ts';

const FORGED = '198.51.100.66';
const VOTER = '203.0.113.5';

test('what an untrusted peer says of itself counts for nothing', () => {
  expect(readClientAddress([])('127.0.0.1', FORGED)).toBe('127.0.0.1');
  expect(readClientAddress(['loopback'])(VOTER, FORGED)).toBe(VOTER);
  expect(readClientAddress(['10.1.0.0/16'])('10.2.0.1', FORGED)).toBe('10.2.0.1');
});

test('a trusted proxy says who it speaks for', () => {
  const trusted = ['loopback', '10.1.0.0/16', '2001:db8::7', 'fc00::/7'];
  const clientAddress = readClientAddress(trusted);
  for (const proxy of ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1', '10.1.255.255'])
    expect([proxy, clientAddress(proxy, VOTER)]).toEqual([proxy, VOTER]);
  for (const proxy of ['2001:db8::7', 'fd12::1', '::ffff:10.1.0.1'])
    expect([proxy, clientAddress(proxy, VOTER)]).toEqual([proxy, VOTER]);
  for (const stranger of ['2001:db8::8', '10.2.0.1', '::ffff:10.2.0.1'])
    expect(clientAddress(stranger, VOTER)).toBe(stranger);
});

test('a chain is believed from its end to the first who is not trusted', () => {
  const clientAddress = readClientAddress(['loopback', '10.0.0.0/8']);
  expect(clientAddress('127.0.0.1', `${FORGED}, ${VOTER}`)).toBe(VOTER);
  expect(clientAddress('127.0.0.1', `${FORGED}, ${VOTER},10.0.0.9`)).toBe(VOTER);
  expect(clientAddress('127.0.0.1', ['10.0.0.8', '10.0.0.9'])).toBe('10.0.0.8');
});

test('what is no address is nobody', () => {
  const clientAddress = readClientAddress(['loopback']);
  for (const nothing of [undefined, '', ' ', ',', 'unknown', `${VOTER}, unknown`, `${VOTER}:80`])
    expect([nothing, clientAddress('127.0.0.1', nothing)]).toEqual([nothing, '127.0.0.1']);
  expect(clientAddress(undefined, VOTER)).toBe('');
  expect(clientAddress('fe80::1%eth0', VOTER)).toBe('fe80::1%eth0');
});

test.each(['loopback', 'linklocal', 'uniquelocal', '127.0.0.1', '::1', '10.1.0.0/16', 'fe80::/10'])(
  '%s is a network',
  (text) => {
    expect(isNetwork(text)).toBe(true);
    readClientAddress([text])('127.0.0.1', VOTER);
  },
);

test.each(['', 'caddy', 'everybody', '10.1', '0.0.0.0/0', '::/0', '10.0.0.0/33', '::1/129'])(
  '%j is none',
  (text) => expect(isNetwork(text)).toBe(false),
);

test.each(['10.0.0.0/', '10.0.0.0/8/8', '10.0.0.0/x', '10.0.0.0/-1', 'toString'])(
  '%j is none either',
  (text) => expect(isNetwork(text)).toBe(false),
);
