import { expect, test } from 'vitest';
import { CaddyDeployment } from '../integration/caddy-deployment.ts';
import { phoneAccessibilityProblems } from './accessibility.ts';
import { withChromium } from './chromium.ts';

test('[PHASE-3] a page that is opened while no process is ready says so, and goes on with its ticket when one is', () =>
  CaddyDeployment.use((deployment) =>
    withChromium(async (browser) => {
      for (const place of deployment.places) await deployment.kill(place, 'SIGKILL');
      const page = await (await browser.newContext({ locale: 'zh-CN' })).newPage();
      const answer = await page.goto(`${deployment.url}/#0000000000000000`);
      expect([502, 503]).toContain(answer?.status());
      await page.getByText('系统正在恢复').waitFor();
      expect(await phoneAccessibilityProblems(page)).toEqual([]);
      await deployment.start(0);
      await page.getByText('没有找到这张票').waitFor();
    }),
  ));
