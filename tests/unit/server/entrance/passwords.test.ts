import { readFile } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { passwordCheck } from '../../../../server/entrance/passwords.ts';

describe('the organizer’s password', () => {
  test.each(['right', '密码 with spaces', 'x'.repeat(1000)])(
    'opens with itself: %s',
    async (password) => {
      const check = await passwordCheck(password);
      expect(await check(password)).toBe(true);
      expect(await check(`${password} `)).toBe(false);
      expect(await check('')).toBe(false);
    },
  );

  test('lets nobody in when none is set', async () => {
    const check = await passwordCheck(null);
    expect(await check('')).toBe(false);
    expect(await check('null')).toBe(false);
  });

  test('is checked for a few at a time, while files can be read', async () => {
    const check = await passwordCheck('right');
    let checked = 0;
    const checks = Array.from({ length: 30 }, async () => {
      const right = await check('wrong');
      checked += 1;
      return right;
    });
    await setImmediate();
    await readFile(import.meta.filename);
    // Ten were turned away at once; of the others hardly any are done by now.
    expect(checked).toBeLessThan(20);
    const answers = await Promise.all(checks);
    expect(answers.filter((answer) => answer === false)).toHaveLength(20);
    expect(answers.filter((answer) => answer === 'busy')).toHaveLength(10);
    expect(await check('right')).toBe(true);
  });
});
