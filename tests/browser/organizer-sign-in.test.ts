import { describe, expect, test } from 'vitest';
import { accessibilityProblems } from './accessibility.ts';
import { withDesk } from './organizer-desk.ts';

const PASSWORD = 'a-password-for-tests';

describe('signing in to the console', () => {
  test('a link signs in once and leaves no token in the address bar', async () => {
    await withDesk(async ({ page, server, signInLink }) => {
      const link = await signInLink();
      await page.goto(link);
      await page.getByRole('heading', { name: '会议', exact: true }).waitFor();
      expect(page.url()).toBe(`${server.url}/organizer/#/`);
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.getByRole('button', { name: '退出登录' }).click();
      await page.getByRole('heading', { name: '请用登录链接进入' }).waitFor();

      // The same window: the fragment changes and no page is loaded.
      await page.goto(link);
      await page.getByRole('alert').getByText('登录链接已失效').waitFor();
      expect(page.url()).toBe(`${server.url}/organizer/#/`);
      await page.goto(await signInLink());
      await page.getByRole('heading', { name: '会议', exact: true }).waitFor();
    });
  });

  test('without a password there is none to type, and the way in is named', async () => {
    await withDesk(async ({ page, server }) => {
      await page.goto(`${server.url}/organizer/`);
      await page.getByText('npm run sign-in').waitFor();
      expect(await page.getByLabel('组织者密码').count()).toBe(0);
      expect(await accessibilityProblems(page)).toEqual([]);
    });
  });

  test('a password lets in, and a wrong one is refused in words', async () => {
    await withDesk(
      async ({ page, server }) => {
        await page.goto(`${server.url}/organizer/`);
        await page.getByLabel('组织者密码').fill('another-password');
        await page.getByRole('button', { name: '登录' }).click();
        await page.getByRole('alert').getByText('登录未成功').waitFor();
        expect(await accessibilityProblems(page)).toEqual([]);
        await page.getByLabel('组织者密码').fill(PASSWORD);
        await page.keyboard.press('Enter');
        await page.getByRole('heading', { name: '会议', exact: true }).waitFor();
      },
      { environment: { ORGANIZER_PASSWORD: PASSWORD } },
    );
  });

  test('a server that is away is named, and found again', async () => {
    await withDesk(async ({ page, server, signIn }) => {
      await signIn();
      await server.stop();
      await page.getByLabel('会议名称').fill('述职评议大会');
      await page.getByRole('button', { name: '新建会议' }).click();
      await page.getByRole('alert').getByText('连接不到服务器').waitFor();
      await server.start();
      await page.getByRole('button', { name: '新建会议' }).click();
      await page.getByRole('navigation', { name: '会议各页' }).waitFor();
    });
  });
});
