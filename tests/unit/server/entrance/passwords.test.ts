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
});
