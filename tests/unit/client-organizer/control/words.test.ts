import { expect, test } from 'vitest';
import { secondsLeft } from '../../../../client-organizer/views/control/clock-words.ts';
import { keyMeaning } from '../../../../client-organizer/views/control/key-meaning.ts';
import {
  linkAddress,
  originForOthers,
} from '../../../../client-organizer/views/control/link-address.ts';
import { storageAdvice } from '../../../../client-organizer/views/control/storage-words.ts';

const PLAIN = { repeat: false, ctrlKey: false, altKey: false, metaKey: false };

test('a countdown says 0 only when it is over', () => {
  expect(secondsLeft(10_000, 0)).toBe(10);
  expect(secondsLeft(10_000, 9_999)).toBe(1);
  expect(secondsLeft(10_000, 10_001)).toBe(0);
});

test('a clicker and the space bar take the next step, a key held down does not take two', () => {
  for (const key of [' ', 'PageDown']) {
    expect(keyMeaning({ ...PLAIN, key })).toBe('next');
    expect(keyMeaning({ ...PLAIN, key, repeat: true })).toBeNull();
    expect(keyMeaning({ ...PLAIN, key, ctrlKey: true })).toBeNull();
  }
  expect(keyMeaning({ ...PLAIN, key: '？' })).toBe('help');
  expect(keyMeaning({ ...PLAIN, key: 'PageUp' })).toBeNull();
});

test('a link carries its token in the fragment', () => {
  expect(linkAddress('http://192.0.2.7:3000', 'screen', 'T')).toBe(
    'http://192.0.2.7:3000/screen/#T',
  );
  expect(linkAddress('http://192.0.2.7:3000', 'host', 'T')).toBe(
    'http://192.0.2.7:3000/screen/#host=T',
  );
});

test('a link made on the server itself leads other machines to the server', () => {
  const local = { origin: 'http://localhost:3000', hostname: 'localhost' };
  const known = [
    { url: 'http://localhost:3000', warnings: ['localhost'] as const },
    { url: 'http://192.0.2.7:3000', warnings: ['plain_http'] as const },
  ];
  expect(originForOthers(local, known)).toBe('http://192.0.2.7:3000');
  expect(originForOthers(local, null)).toBe('http://localhost:3000');
  const hall = { origin: 'https://pingyi.example', hostname: 'pingyi.example' };
  expect(originForOthers(hall, known)).toBe('https://pingyi.example');
});

test('a failing store says what to do', () => {
  expect(storageAdvice('SQLITE_FULL')).toContain('清理磁盘');
  expect(storageAdvice('SQLITE_READONLY')).toContain('目录');
  expect(storageAdvice('SQLITE_IOERR_WRITE')).toContain('磁盘读写出错');
  expect(storageAdvice('SQLITE_NOMEM')).toContain('服务器磁盘');
  expect(storageAdvice('REDIS_NOT_DURABLE')).toContain('可能丢票');
  expect(storageAdvice('REDIS_MISCONF')).toContain('磁盘或内存');
  expect(storageAdvice('REDIS_READONLY')).toContain('从节点');
  expect(storageAdvice('REDIS_OFFLINE')).toContain('连接不到 Redis');
});
