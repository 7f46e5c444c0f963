import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { changePapers, changePlan } from '../../server/voting/meetings.ts';
import { NOTICE_RULE } from '../../shared/rule.ts';
import { must, openMeeting, prepareMeeting } from '../meeting-under-test.ts';
import { noticePlan } from '../notice-plan.ts';
import { accessibilityProblems } from './accessibility.ts';
import { meetingOnPage, scrollsSideways, withDesk } from './organizer-desk.ts';

const { presenters: EIGHT } = noticePlan();

function pasteable(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.join('\t')).join('\n');
}

function nameField(page: Page, place: number) {
  return page.getByLabel(`第 ${place} 名姓名`);
}

/** Whether it lies in the window with nothing above it, such as the bar for saving. */
function isInSight(element: Locator): Promise<boolean> {
  return element.evaluate((node) => {
    const { left, top, width, height } = node.getBoundingClientRect();
    return document.elementFromPoint(left + width / 2, top + height / 2) === node;
  });
}

async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await page.locator('.save-state').getByText('已保存').waitFor();
}

describe('making the notice’s meeting', () => {
  test('[RULE-2] from the template: a name, a pasted list, saved', async () => {
    await withDesk(async ({ page, context, server, signIn, detail }) => {
      await context.grantPermissions(['clipboard-read', 'clipboard-write'], {
        origin: server.url,
      });
      await signIn();
      await page.getByLabel('会议名称').fill('2020 年述职评议大会');
      await page.getByRole('button', { name: '新建会议' }).click();
      await page.getByText('方案没有规定各项目的比重').waitFor();
      await page.getByLabel('主办单位').fill('市直机关工委');
      await page.getByLabel('地点').fill('会议中心');
      await page.getByLabel('日期').fill('2021 年 1 月 15 日');

      const rows = EIGHT.map(({ name, unit, post }) => [name, unit, post]);
      await page.evaluate((text) => navigator.clipboard.writeText(text), pasteable(rows));
      await page.getByLabel('从 Excel 复制名单').focus();
      await page.keyboard.press('Control+v');
      await page.getByRole('button', { name: '使用这 8 名' }).click();
      await save(page);

      const { meeting } = await detail(meetingOnPage(page));
      expect(meeting.plan).toEqual({
        title: '2020 年述职评议大会',
        unit: '市直机关工委',
        place: '会议中心',
        heldOn: '2021 年 1 月 15 日',
        rule: NOTICE_RULE,
        presenters: EIGHT,
        display: 'batched',
        emblem: null,
      });
      expect(await accessibilityProblems(page)).toEqual([]);
      expect(await scrollsSideways(page)).toBe(false);
      await page.getByRole('button', { name: '下一步：测评票' }).click();
      await page.getByRole('heading', { name: '制票' }).waitFor();
    });
  });

  test('a draft can be deleted from the list, once it is confirmed', async () => {
    await withDesk(async ({ page, server, signIn }) => {
      await prepareMeeting(server, [1, 1]);
      await signIn();
      await page.getByRole('button', { name: /^删除/ }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText('8 名述职人').waitFor();
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.keyboard.press('Escape');
      expect(await server.store.listMeetings()).toHaveLength(1);
      await page.getByRole('button', { name: /^删除/ }).click();
      await dialog.getByRole('button', { name: '删除会议' }).click();
      await dialog.waitFor({ state: 'detached' });
      expect(await server.store.listMeetings()).toEqual([]);
    });
  });
});

test('what cannot be deleted says why, and a rehearsal how it can', async () => {
  await withDesk(async ({ page, server, signIn }) => {
    const close = { command: 'close', countdownSeconds: 0, confirmed: true } as const;
    const rehearsed = await prepareMeeting(server, [1, 1], { title: '会议一' });
    await rehearsed.command({ command: 'startRehearsal' });
    await rehearsed.command({ command: 'open' });
    await rehearsed.command(close);
    await openMeeting(server, [1, 1], { title: '会议二' });
    const closed = await openMeeting(server, [1, 1], { title: '会议三' });
    await closed.command(close);
    const voided = await openMeeting(server, [1, 1], { title: '会议四' });
    await voided.command(close);
    await voided.command({ command: 'voidRound', reason: '试票', confirmed: true });
    await signIn();
    const told = (title: string) =>
      page.getByRole('row', { name: title }).getByRole('cell').last().innerText();
    await expect.poll(() => told('会议一')).toBe('结束演练后可删除');
    expect(await told('会议二')).toBe('已开启，不能删除');
    expect(await told('会议三')).toBe('有结果，不能删除');
    expect(await told('会议四')).toBe('有作废的测评，不能删除');
    expect(await accessibilityProblems(page)).toEqual([]);
  });
});

describe('editing presenters in place', () => {
  test('order by keys with the focus travelling along, deletion with a way back', async () => {
    await withDesk(async ({ page, server, signIn, open, detail }) => {
      const { id } = await prepareMeeting(server);
      await signIn();
      await open(id, 'prepare');
      await page.getByRole('button', { name: '下移第 1 名 述职人甲' }).focus();
      await page.keyboard.press('Enter');
      await page.keyboard.press('Enter');
      expect(await nameField(page, 3).inputValue()).toBe('述职人甲');
      await page.getByRole('button', { name: '删除第 1 名 述职人乙' }).click();
      expect(await page.getByRole('heading', { name: '述职人名单（7 名）' }).count()).toBe(1);
      await page.getByRole('button', { name: '撤销删除' }).click();
      await nameField(page, 8).fill('述职人壬');
      await page.keyboard.press('Control+s');
      await page.locator('.save-state').getByText('已保存').waitFor();
      const { meeting } = await detail(id);
      expect(meeting.plan.presenters.map(({ name }) => name).join('')).toBe(
        [...'乙丙甲丁戊己庚壬'].map((ordinal) => `述职人${ordinal}`).join(''),
      );
    });
  });

  test('[RULE-1] a row without a name is named, and can be kept as a draft', async () => {
    await withDesk(async ({ page, server, signIn, open, detail }) => {
      const { id } = await prepareMeeting(server);
      await signIn();
      await open(id, 'prepare');
      await page.getByRole('button', { name: '添加一名' }).click();
      await page.keyboard.press('Tab');
      await page.keyboard.type('单位九');
      await page.getByText('第 9 名述职人缺少姓名').first().waitFor();
      await save(page);
      expect((await detail(id)).meeting.plan.presenters[8]).toEqual({
        name: '',
        unit: '单位九',
        post: '',
      });
    });
  });
});

describe('editing the rule', () => {
  test('[RULE-1] sums run along, and what is wrong is said where it is', async () => {
    await withDesk(async ({ page, server, signIn, open, detail }) => {
      const { id } = await prepareMeeting(server);
      await signIn();
      await open(id, 'prepare');
      const shares = page.getByRole('table', { name: '测评项目' });
      await shares.getByLabel('第 1 个项目比重分值').fill('15');
      await page.getByText('合计 95，还差 5').waitFor();
      await page.getByText('比重分值合计应为 100，现为 95').first().waitFor();
      await page.getByLabel('第 1 个票类权重（%）').fill('四十');
      await page.getByText('合计无法计算').waitFor();
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.getByLabel('第 1 个票类权重（%）').fill('４０％');
      await shares.getByLabel('第 6 个项目比重分值').fill('20');
      expect(await page.getByLabel('第 1 个票类权重（%）').inputValue()).toBe('40');
      expect(await page.locator('.sum-exact').count()).toBe(2);
      await save(page);
      const { rule } = (await detail(id)).meeting.plan;
      expect(rule.items.map(({ share }) => share)).toEqual(['15', '15', '15', '20', '15', '20']);
      await page.getByRole('button', { name: '恢复为默认办法' }).click();
      await page.getByRole('dialog').getByRole('button', { name: '恢复' }).click();
      await save(page);
      expect((await detail(id)).meeting.plan.rule).toEqual(NOTICE_RULE);
    });
  });

  test('[RULE-4] [RULE-5] blank, missing groups and places are chosen in words', async () => {
    await withDesk(async ({ page, server, signIn, open, detail }) => {
      const { id } = await prepareMeeting(server);
      await signIn();
      await open(id, 'prepare');
      await page.getByLabel('可以弃权').check();
      await page.getByLabel('按其余票类折算').check();
      await page.getByLabel('得分保留小数').selectOption('3');
      await save(page);
      expect((await detail(id)).meeting.plan.rule).toMatchObject({
        blank: 'allowed',
        emptyGroup: 'renormalize',
        decimals: 3,
      });
    });
  });

  test('[SECRET-3] live display is warned of where a group has fewer than 10 tickets', async () => {
    await withDesk(async ({ page, server, signIn, open }) => {
      const { id } = await prepareMeeting(server, [9, 10], { display: 'turnout' });
      await signIn();
      await open(id, 'prepare');
      expect(await page.getByText('不足 10 张').count()).toBe(0);
      await page.getByLabel('实时显示').check();
      await page.getByText('A 票（领导）9 张，不足 10 张').waitFor();
    });
  });
});

describe('nothing is lost', () => {
  test('unsaved changes survive a reload and a lost session', async () => {
    await withDesk(async ({ page, context, server, signIn, open, detail }) => {
      const { id } = await prepareMeeting(server);
      await signIn();
      await open(id, 'prepare');
      await page.getByLabel('地点').fill('第一礼堂');
      await page.getByText('有未保存的修改').waitFor();
      page.once('dialog', (dialog) => void dialog.accept());
      await page.reload();
      await page.getByText('已恢复上次没有保存的修改').waitFor();
      expect(await page.getByLabel('地点').inputValue()).toBe('第一礼堂');

      await context.clearCookies();
      await page.getByRole('button', { name: '保存', exact: true }).click();
      await page.getByText('请用登录链接进入').waitFor();
      await signIn();
      await open(id, 'prepare');
      expect(await page.getByLabel('地点').inputValue()).toBe('第一礼堂');
      await save(page);
      expect((await detail(id)).meeting.plan.place).toBe('第一礼堂');
    });
  });

  test('leaving with unsaved changes is asked about', async () => {
    await withDesk(async ({ page, server, signIn, open }) => {
      const { id } = await prepareMeeting(server);
      await signIn();
      await open(id, 'prepare');
      await page.getByLabel('地点').fill('第一礼堂');
      const asked: string[] = [];
      page.once('dialog', (dialog) => {
        asked.push(dialog.message());
        void dialog.dismiss();
      });
      await page.getByRole('link', { name: '测评票' }).click();
      await expect.poll(() => asked.length).toBe(1);
      expect(page.url()).toContain('/prepare');
      expect(await page.getByLabel('地点').inputValue()).toBe('第一礼堂');
    });
  });

  test('a pasted list that is not in use yet is in sight, is no saved state, and is asked about', async () => {
    await withDesk(async ({ page, server, signIn, open }) => {
      const { id } = await prepareMeeting(server, [1, 1], { presenters: [] });
      await signIn();
      await open(id, 'prepare');
      const rows = EIGHT.map(({ name, unit, post }) => [name, unit, post]);
      await page.getByLabel('从 Excel 复制名单').fill(pasteable(rows));
      await page.locator('.save-state').getByText('导入的名单还没有使用').waitFor();
      await page.getByRole('button', { name: '读取粘贴的名单' }).click();
      const use = page.getByRole('button', { name: '使用这 8 名' });
      await use.waitFor();
      expect(await isInSight(use)).toBe(true);
      expect(await page.getByText(/现为 0 名|已全部保存/).count()).toBe(0);
      expect(await accessibilityProblems(page)).toEqual([]);

      const asked: string[] = [];
      page.once('dialog', (dialog) => {
        asked.push(dialog.message());
        void dialog.dismiss();
      });
      await page.getByRole('link', { name: '测评票' }).click();
      await expect.poll(() => asked).toEqual([expect.stringContaining('名单还没有使用')]);
      await use.click();
      await page.getByRole('heading', { name: '述职人名单（8 名）' }).waitFor();
      expect(await isInSight(nameField(page, 1))).toBe(true);
      await save(page);
      await page.getByRole('link', { name: '测评票' }).click();
      await page.getByRole('heading', { name: '补充制票' }).waitFor();
    });
  });

  test('what a pasted list was read as can be compared in full, and a long one is scrolled', async () => {
    await withDesk(async ({ page, server, signIn, open }) => {
      const { id } = await prepareMeeting(server, [1, 1], { presenters: [] });
      await signIn();
      await open(id, 'prepare');
      const preview = page.getByRole('region', { name: '读到的名单' });
      const hiddenRows = async (presenters: number) => {
        const rows = Array.from({ length: presenters }, (_, row) => [`述职人${row}`, '单位一', '']);
        await page.getByLabel('从 Excel 复制名单').fill(pasteable(rows));
        await page.getByRole('button', { name: '读取粘贴的名单' }).click();
        await page.getByRole('button', { name: `使用这 ${presenters} 名` }).waitFor();
        return preview.evaluate((frame) => {
          const end = frame.getBoundingClientRect().top + frame.clientHeight;
          return [...frame.querySelectorAll('tr')].filter(
            (row) => row.getBoundingClientRect().bottom > end + 1,
          ).length;
        });
      };
      expect(await hiddenRows(12)).toBe(0);
      const hidden = await hiddenRows(40);
      expect(hidden).toBeGreaterThan(0);
      expect(hidden).toBeLessThanOrEqual(30);
    });
  });

  test('a change made elsewhere is never overwritten unasked', async () => {
    await withDesk(async ({ page, server, signIn, open, detail }) => {
      const { id, plan } = await prepareMeeting(server);
      await signIn();
      await open(id, 'prepare');
      const changeElsewhere = async (place: string) => {
        const { version } = (await detail(id)).meeting;
        must(await changePlan(server.parts, id, { version, plan: { ...plan, place } }));
      };

      await page.getByLabel('地点').fill('第一礼堂');
      await changeElsewhere('第二礼堂');
      await page.getByRole('button', { name: '保存', exact: true }).click();
      await page.getByRole('button', { name: '用其他页面的，放弃我的修改' }).click();
      await expect.poll(() => page.getByLabel('地点').inputValue()).toBe('第二礼堂');

      await page.getByLabel('地点').fill('第三礼堂');
      await changeElsewhere('第四礼堂');
      await page.getByRole('button', { name: '保存', exact: true }).click();
      await page.getByRole('button', { name: '用我的，覆盖保存' }).waitFor();
      expect((await detail(id)).meeting.plan.place).toBe('第四礼堂');
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.getByRole('button', { name: '用我的，覆盖保存' }).click();
      await page.locator('.save-state').getByText('已保存').waitFor();
      expect((await detail(id)).meeting.plan.place).toBe('第三礼堂');
    });
  });

  test('papers filled in meanwhile are no conflict', async () => {
    await withDesk(async ({ page, server, signIn, open, detail }) => {
      const { id } = await prepareMeeting(server);
      await signIn();
      await open(id, 'prepare');
      await page.getByLabel('地点').fill('第一礼堂');
      const { version, papers } = (await detail(id)).meeting;
      must(
        await changePapers(server.parts, id, { version, papers: { ...papers, host: '主持人' } }),
      );
      await save(page);
      const { meeting } = await detail(id);
      expect([meeting.plan.place, meeting.papers.host]).toEqual(['第一礼堂', '主持人']);
    });
  });
});

describe('[RULE-3] after opening', () => {
  test('everything is shown and nothing can be changed, with the reason', async () => {
    await withDesk(async ({ page, server, signIn, open }) => {
      const { id, command } = await prepareMeeting(server);
      await command({ command: 'open' });
      await signIn();
      await open(id, 'prepare');
      await page.getByText('测评已经开启').waitFor();
      expect(await page.getByLabel('会议名称').isDisabled()).toBe(true);
      expect(await nameField(page, 1).isDisabled()).toBe(true);
      expect(await page.getByRole('button', { name: '保存', exact: true }).count()).toBe(0);
      expect(await accessibilityProblems(page)).toEqual([]);
    });
  });

  test('[PHASE-4] a rehearsal is marked, and says when changes are possible again', async () => {
    await withDesk(async ({ page, server, signIn, open }) => {
      const { id, command } = await prepareMeeting(server);
      await command({ command: 'startRehearsal' });
      await command({ command: 'open' });
      await signIn();
      await page.locator('.rehearsal-mark').waitFor();
      for (const tab of ['prepare', 'tickets'] as const) {
        await open(id, tab);
        await page.locator('.rehearsal').getByText('演练', { exact: true }).waitFor();
      }
      await open(id, 'prepare');
      await page.getByText('结束演练后可以修改').waitFor();
    });
  });
});
