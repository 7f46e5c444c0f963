import { describe, expect, test } from 'vitest';
import type { Store } from '../../server/store/store.ts';
import { checkBox } from '../../server/voting/box-check.ts';
import { alteredStore } from '../altered-store.ts';
import { FullDisk } from '../failing-store.ts';
import { accessibilityProblems } from './accessibility.ts';
import { haltVote } from './halted-vote.ts';
import { closeAtOnce, type Hall, inHall, openVoting } from './organizer-control-hall.ts';
import { scrollsSideways } from './organizer-desk.ts';
import { linkTo } from './screen-hall.ts';
import { readShownCode } from './shown-code.ts';

async function looksRight({ page }: Hall): Promise<void> {
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(await scrollsSideways(page)).toBe(false);
}

function ticket({ meeting }: Hall, group: number, place: number): string {
  const secret = meeting.tickets[group]?.[place];
  if (secret === undefined) throw new Error(`no ticket ${place} in group ${group}`);
  return secret;
}

describe('[PHASE-1] the day of a vote on the control page', () => {
  test('opens on an empty box, pauses, resumes, counts down, calls it off, and closes', () =>
    inHall(async (hall) => {
      const { page, meeting } = hall;
      await hall.go('control');
      await hall.sees('票箱为空');
      await hall.sees('监票人、计票人还没有填写');
      await looksRight(hall);
      await hall.press('开启测评');
      await hall.sees('票箱 0 票');
      await looksRight(hall);
      await hall.press('取消');
      await openVoting(hall);

      expect(await hall.cast(ticket(hall, 0, 0), meeting.marks(0))).toMatchObject({ ok: true });
      expect(await hall.cast(ticket(hall, 1, 0), meeting.marks(1))).toMatchObject({ ok: true });
      await hall.sees('6 张未投');
      await looksRight(hall);

      await hall.press('暂停');
      await hall.sees('测评已暂停');
      expect(await hall.cast(ticket(hall, 0, 1), meeting.marks(0))).toMatchObject({
        code: 'voting_paused',
      });
      await looksRight(hall);
      await hall.press('恢复测评');
      await hall.sees('正在测评');

      await hall.press('结束测评');
      await hall.sees('已收回 2 / 发出 8，还有 6 张未投');
      await hall.sees('A 票（领导）：已收回 1 / 发出 3，还有 2 张未投');
      await looksRight(hall);
      await page.getByLabel('30 秒倒计时').check();
      await hall.press('开始 30 秒倒计时');
      await hall.sees('秒后结束');
      await looksRight(hall);
      await hall.press('取消结束');
      await hall.sees('正在测评');
      expect(await hall.cast(ticket(hall, 0, 2), meeting.marks(0))).toMatchObject({ ok: true });

      await closeAtOnce(hall);
      expect(await hall.cast(ticket(hall, 1, 1), meeting.marks(0))).toMatchObject({
        code: 'voting_closed',
      });
      await page.getByRole('link', { name: '查看结果' }).waitFor();
      await hall.sees('结束测评 · 发出 8 · 收回 3');
      await looksRight(hall);
    }));

  test('a countdown closes by itself', () =>
    inHall(async (hall) => {
      await hall.go('control');
      await openVoting(hall);
      await hall.press('结束测评');
      await hall.press('开始 10 秒倒计时');
      await hall.sees('测评已结束');
      await hall.sees('倒计时结束，测评随之结束');
    }));

  test('what is missing is said, with the way there, and opening is not offered', () =>
    inHall(
      async (hall) => {
        await hall.go('control');
        await hall.sees('B 票（其他）还没有可用的测评票');
        expect(await hall.page.getByRole('button', { name: '开启测评' }).isDisabled()).toBe(true);
        await looksRight(hall);
        await hall.page.getByRole('link', { name: '去测评票' }).first().click();
        await hall.page.waitForURL(/tickets$/);
      },
      { counts: [3, 0] },
    ));

  test('the space bar takes the next step with its question; in a dialog it does not', () =>
    inHall(async (hall) => {
      const { page } = hall;
      await hall.go('control');
      await page.getByRole('button', { name: '开启测评' }).waitFor();
      await page.keyboard.press('PageDown');
      await hall.sees('票箱 0 票');
      await page.keyboard.press('PageDown');
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await hall.sees('准备就绪');
      await page.keyboard.press('?');
      await page.getByRole('heading', { name: '按键说明' }).waitFor();
      await looksRight(hall);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.keyboard.press('Space');
      await hall.sees('票箱 0 票');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await hall.sees('正在测评');
    }));
});

describe('[PHASE-4] a rehearsal', () => {
  test('is marked, runs the same, and is wiped with the tickets fresh again', () =>
    inHall(async (hall) => {
      const { meeting } = hall;
      await hall.go('control');
      await hall.press('先演练');
      await hall.sees('现在的投票和结果都不作数');
      await hall.press('开启演练测评');
      await hall.press('票箱为空，开启演练');
      await hall.sees('正在测评');
      await hall.cast(ticket(hall, 0, 0), meeting.marks(0));
      await hall.cast(ticket(hall, 1, 0), meeting.marks(0));
      await hall.sees('6 张未投');
      await looksRight(hall);
      await closeAtOnce(hall);
      await hall.press('结束演练');
      await hall.sees('演练票箱中有 2 票');
      await hall.press('清空并结束演练');
      await hall.sees('票箱为空');
      await hall.page.getByText('现在的投票和结果都不作数').waitFor({ state: 'detached' });

      await openVoting(hall);
      expect(await hall.cast(ticket(hall, 0, 0), meeting.marks(3))).toMatchObject({ ok: true });
      await hall.sees('7 张未投');
    }));
});

describe('[PHASE-5] a round that failed', () => {
  test('is voided with a reason, stays in the log, and everyone votes again', () =>
    inHall(async (hall) => {
      const { page, meeting } = hall;
      await hall.go('control');
      await openVoting(hall);
      await hall.cast(ticket(hall, 0, 0), meeting.marks(0));
      await hall.sees('7 张未投');
      await hall.press('暂停');
      await hall.press('作废本轮');
      await hall.sees('作废第 1 轮测评？');
      const confirm = page.getByRole('dialog').getByRole('button', { name: '作废本轮' });
      expect(await confirm.isDisabled()).toBe(true);
      await looksRight(hall);
      await page.getByLabel('作废原因').fill('网络中断');
      await confirm.click();
      await hall.sees('票箱为空');
      await hall.sees('原因：网络中断');
      await hall.sees('准备中 · 第 2 轮');
      await openVoting(hall);
      expect(await hall.cast(ticket(hall, 0, 0), meeting.marks(0))).toMatchObject({ ok: true });
    }));
});

describe('revealing', () => {
  test('asks at the first one, then goes on by the clicker, and the preview follows', () =>
    inHall(
      async (hall) => {
        const { page, meeting } = hall;
        await hall.go('control');
        await openVoting(hall);
        await hall.cast(ticket(hall, 0, 0), meeting.marks(0));
        await hall.cast(ticket(hall, 1, 0), meeting.marks(1));
        await closeAtOnce(hall);
        await hall.sees('等待揭晓');
        await looksRight(hall);
        await hall.press('从最后一名开始揭晓');
        await hall.press('揭晓最后一名');
        await hall.sees('已揭晓 1 名，还有 7 名');
        await page.getByRole('button', { name: '揭晓前一名' }).waitFor();
        await page.locator('.preview-score').first().waitFor();
        await page.keyboard.press('PageDown');
        await hall.sees('已揭晓 2 名，还有 6 名');
        await hall.press('全部揭晓');
        await page.getByRole('dialog').getByRole('button', { name: '全部揭晓' }).click();
        await hall.sees('结果已揭晓');
      },
      { plan: { display: 'turnout' } },
    ));
});

describe('links', () => {
  test('a screen comes in by a new one, is counted, and is cut off when it is revoked', () =>
    inHall(async (hall) => {
      const { page } = hall;
      await hall.go('control');
      await hall.press('新建主持人链接');
      expect(await page.getByLabel('主持人链接', { exact: true }).inputValue()).toMatch(
        /\/screen\/#host=[\w-]+$/,
      );
      await hall.press('新建大屏链接');
      const address = await page.getByLabel('大屏链接', { exact: true }).inputValue();
      const screen = await page.context().newPage();
      await screen.goto(address);
      await hall.sees('大屏（含主持人页）已连接 1 个');
      await page.reload();
      await page.getByText('大屏 · ').waitFor();
      expect(await page.getByLabel('大屏链接', { exact: true }).count()).toBe(0);
      await looksRight(hall);
      await page.getByRole('button', { name: /停用.*大屏链接/ }).click();
      await page.getByRole('dialog').getByRole('button', { name: '停用' }).click();
      await hall.sees('大屏还没有连接');
      await hall.sees('停用链接 · 大屏');
    }));
});

test('a host’s phone reads the link from the screen, while it is shown and not later', () =>
  inHall(async (hall) => {
    const { page } = hall;
    const code = page.getByRole('img', { name: '主持人链接的二维码' });
    await hall.go('control');
    await hall.press('新建大屏链接');
    await page.getByLabel('大屏链接', { exact: true }).waitFor();
    expect(await code.count()).toBe(0);
    await hall.press('新建主持人链接');
    const address = await page.getByLabel('主持人链接', { exact: true }).inputValue();
    for (const width of [360, 1366]) {
      await page.setViewportSize({ width, height: 768 });
      expect(await readShownCode(code)).toBe(address);
      await looksRight(hall);
    }
    await page.getByRole('button', { name: '停用这个主持人链接' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '停用' }).click();
    await code.waitFor({ state: 'detached' });
    await hall.press('新建主持人链接');
    await code.waitFor();
    await page.reload();
    await page.getByText('主持人 · ').waitFor();
    expect(await code.count()).toBe(0);
  }));

describe('trouble', () => {
  test('[SCREEN-3, PHASE-3] a lost server makes the figures old, and they come back by themselves', () =>
    inHall(async (hall) => {
      const { server, meeting } = hall;
      await hall.go('control');
      await openVoting(hall);
      await server.stop();
      await hall.sees('与服务器的连接中断');
      await hall.sees('暂时不能操作');
      for (const act of ['结束测评', '暂停'])
        expect(await hall.page.getByRole('button', { name: act, exact: true }).isDisabled()).toBe(
          true,
        );
      await hall.page.keyboard.press('PageDown');
      expect(await hall.page.getByRole('dialog').count()).toBe(0);
      await looksRight(hall);
      await server.start();
      await hall.cast(ticket(hall, 0, 0), meeting.marks(0));
      await hall.sees('7 张未投');
      await hall.page.getByText('与服务器的连接中断').waitFor({ state: 'detached' });
      await hall.press('结束测评');
      await hall.sees('已收回 1 / 发出 8');
    }));

  test('[CAST-2] a full disk is an alarm that says what to do, and goes away with the cause', () => {
    const disk = new FullDisk();
    return inHall(
      async (hall) => {
        const { meeting } = hall;
        await hall.go('control');
        await openVoting(hall);
        disk.full = true;
        await hall.cast(ticket(hall, 0, 0), meeting.marks(0));
        await hall.sees('存储故障，暂时不能收票');
        await hall.sees('请清理磁盘');
        await looksRight(hall);
        await hall.press('暂停');
        await hall.sees('操作没有完成');
        await looksRight(hall);
        disk.full = false;
        await hall.sees('存储恢复，继续收票');
        await hall.page.getByText('操作没有完成').waitFor({ state: 'detached' });
        await hall.page.getByText('存储故障，暂时不能收票').waitFor({ state: 'detached' });
      },
      { options: { around: (store) => disk.around(store), failuresExpected: true } },
    );
  });

  test('a box that disagrees with its tally halts everything, and only voiding is left', () => {
    const box = { damaged: false };
    return inHall(
      async (hall) => {
        const { server, meeting } = hall;
        await hall.go('control');
        await openVoting(hall);
        await hall.cast(ticket(hall, 0, 0), meeting.marks(0));
        box.damaged = true;
        await checkBox(server.parts, meeting.id);
        await hall.sees('测评已中止：票箱与计票结果不一致');
        await looksRight(hall);
        expect(await hall.page.getByRole('button', { name: '结束测评' }).count()).toBe(0);
        await hall.press('作废本轮');
        await hall.sees('请确认技术人员已经备份数据');
        await hall.page.getByLabel('作废原因').fill('票箱不一致');
        await hall.page.getByRole('dialog').getByRole('button', { name: '作废本轮' }).click();
        await hall.sees('票箱为空');
      },
      { options: { around: (store) => withBox(store, box), failuresExpected: true } },
    );
  });

  test('[PHASE-6] console, screen, host page and phone say the same of a halted vote', () =>
    inHall(async (hall) => {
      const { page, server, meeting } = hall;
      await hall.go('control');
      await openVoting(hall);
      const open = async (address: string) => {
        const other = await page.context().newPage();
        await other.goto(address);
        return other;
      };
      const screen = await open(await linkTo(server, meeting.id, 'screen'));
      const host = await open(await linkTo(server, meeting.id, 'host'));
      const phone = await open(`${server.url}/#${ticket(hall, 0, 0)}`);
      await phone.getByText('尚未提交').waitFor();
      await haltVote(server, meeting.id);
      await page.locator('.phase', { hasText: /^测评已中止$/ }).waitFor();
      for (const place of [
        screen.locator('.notice'),
        screen.locator('.halted'),
        host.locator('.host-header'),
        phone.getByRole('heading'),
      ])
        await place.filter({ hasText: '测评已中止' }).waitFor();
      await host.getByText('等会议组织者核实后再宣布下一步').waitFor();

      await hall.go('result');
      await hall.sees('目前测评已中止');
      await page.goto(`${server.url}/organizer/`);
      const row = page.getByRole('row', { name: /测评已中止/ });
      await row.getByRole('link').click();
      await hall.sees('测评已中止：票箱与计票结果不一致');
    }));

  test('[SECRET-3] a live screen over a small group is warned of', () =>
    inHall(
      async (hall) => {
        await hall.go('control');
        await hall.sees('A 票（领导）不足 10 张，实时显示可能泄露个人评价');
        await openVoting(hall);
        await hall.sees('测评期间请勿投影得分');
      },
      { counts: [9, 10] },
    ));
});

/** The store with a box that has one ballot less than its tally says, once damaged. */
function withBox(store: Store, box: { readonly damaged: boolean }): Store {
  return alteredStore(store, {
    recountBox: async (id) => {
      const { counted, kept } = await store.recountBox(id);
      if (box.damaged) counted.returned[0] = (counted.returned[0] ?? 0) - 1;
      return { counted, kept };
    },
  });
}
