import { expect, test } from 'vitest';
import {
  inVoterHall,
  LARGE_PHONE,
  ONE_ITEM,
  SMALL_PHONE,
  ticketOf,
  WITH_BLANK,
} from './voter-phone.ts';

test.each([SMALL_PHONE, LARGE_PHONE])(
  '[CAST-2, CAST-6, TICKET-2] from the scan to the receipt, and nothing stays but that: $width',
  (size) =>
    inVoterHall(async ({ meeting, phone, returned }) => {
      const voter = await phone(size);
      await voter.scan(ticketOf(meeting, 0));
      await voter.seesHeading('述职人甲');
      expect(voter.page.url()).toBe(`${voter.url}/`);
      expect(await voter.chosen()).toEqual([null, null, null, null, null, null]);
      await voter.mark(1, '较差');
      await voter.tap('整人同评：较好');
      await voter.mark(5, '一般');
      expect(await voter.chosen()).toEqual(['较好', '较好', '较好', '较好', '较好', '一般']);
      await voter.tap('下一位');
      for (let presenter = 2; presenter <= 8; presenter += 1) {
        await voter.tap('整人同评：好');
        await voter.sees('尚未提交');
        await voter.tap(presenter < 8 ? '下一位' : '核对提交');
      }
      await voter.sees('较好 5 项，一般 1 项');
      await voter.tap('确认提交');
      await voter.seesHeading('已收到');
      expect(await returned()).toBe(1);
      expect(await voter.page.getByText('尚未提交').count()).toBe(0);
      expect(await voter.page.getByText('述职人').count()).toBe(0);
      const receipt = await voter.page.locator('.receipt-code').innerText();
      await voter.sees('回执码只表明票已收到，不必记录。');
      expect(receipt).toMatch(/^[0-9A-Z]{4} [0-9A-Z]{4}$/);
      const kept = await voter.kept();
      expect(kept).toContain(receipt.replace(' ', ''));
      expect(kept).not.toContain('marks');
      await voter.reopen();
      await voter.sees(receipt);
    }),
);

test('8 presenters × 1 item take at most 10 taps', () =>
  inVoterHall(
    async ({ scanned, returned }) => {
      const voter = await scanned();
      await voter.seesHeading('总体评价');
      for (let presenter = 0; presenter < 8; presenter += 1) await voter.mark(presenter, '较好');
      await voter.tap('核对提交');
      await voter.tap('确认提交');
      await voter.seesHeading('已收到');
      expect(voter.taps).toBeLessThanOrEqual(10);
      expect(await returned()).toBe(1);
    },
    { plan: ONE_ITEM },
  ));

test('8 presenters × 6 items take at most 26 taps with 整人同评', () =>
  inVoterHall(async ({ scanned, returned }) => {
    const voter = await scanned();
    await voter.fillAll('好');
    await voter.tap('确认提交');
    await voter.seesHeading('已收到');
    expect(voter.taps).toBeLessThanOrEqual(26);
    expect(await returned()).toBe(1);
  }));

test('the review names who is missing, and a tap leads there', () =>
  inVoterHall(async ({ scanned }) => {
    const voter = await scanned();
    await voter.tap('整人同评：好');
    await voter.page.getByRole('button', { name: '第 8 位 述职人辛，未评' }).tap();
    await voter.mark(0, '一般');
    await voter.page.getByRole('button', { name: '第 8 位 述职人辛，未评完' }).waitFor();
    await voter.tap('核对提交');
    await voter.sees('还有 7 位没有评完。');
    expect(await voter.page.getByRole('button', { name: '确认提交' }).count()).toBe(0);
    await voter.page.getByRole('button', { name: '8. 述职人辛 还差 5 项' }).tap();
    await voter.seesHeading('述职人辛');
    expect(await voter.chosen()).toEqual(['一般', null, null, null, null, null]);
    await voter.tap('核对提交');
    await voter.tap('去补填');
    await voter.seesHeading('述职人乙');
  }));

test('a missing presenter of a one-item rule is led to on the one page', () =>
  inVoterHall(
    async ({ scanned }) => {
      const voter = await scanned();
      for (let presenter = 0; presenter < 7; presenter += 1) await voter.mark(presenter, '好');
      await voter.sees('已评 7 / 8 位');
      await voter.tap('核对提交');
      await voter.tap('去补填');
      const heading = voter.page.getByRole('heading', { name: /8\. 述职人辛/ });
      await heading.waitFor();
      await expect
        .poll(() => heading.evaluate((element) => element === document.activeElement))
        .toBe(true);
    },
    { plan: ONE_ITEM },
  ));

test('[RULE-4] 弃权 is a choice of its own where the rule allows it', () =>
  inVoterHall(
    async ({ server, meeting, scanned }) => {
      const voter = await scanned();
      await voter.tap('整人同评：弃权');
      await voter.mark(0, '好');
      expect(await voter.chosen()).toEqual(['好', '弃权', '弃权', '弃权', '弃权', '弃权']);
      await voter.tap('下一位');
      for (let presenter = 2; presenter <= 8; presenter += 1) {
        await voter.tap('整人同评：弃权');
        await voter.tap(presenter < 8 ? '下一位' : '核对提交');
      }
      await voter.sees('好 1 项，弃权 5 项');
      await voter.tap('确认提交');
      await voter.seesHeading('已收到');
      const { counted } = await server.store.recountBox(meeting.id);
      const { grades } = counted.shape;
      const blanks = [...counted.counts].filter((_, count) => count % (grades + 1) === grades);
      expect(blanks.reduce((sum, count) => sum + count, 0)).toBe(47);
    },
    { plan: WITH_BLANK },
  ));

test('整人同评 over marks can be taken back', () =>
  inVoterHall(async ({ scanned }) => {
    const voter = await scanned();
    await voter.mark(2, '较差');
    await voter.tap('整人同评：好');
    await voter.tap('撤销');
    expect(await voter.chosen()).toEqual([null, null, '较差', null, null, null]);
  }));

test('[CAST-3] confirming many times casts once', () =>
  inVoterHall(async ({ scanned, returned }) => {
    const voter = await scanned();
    const sent: string[] = [];
    voter.page.on('websocket', (socket) =>
      socket.on('framesent', ({ payload }) => {
        if (String(payload).includes('"cast"')) sent.push(String(payload));
      }),
    );
    await voter.page.reload();
    await voter.fillAll('好');
    await voter.page.getByRole('button', { name: '确认提交' }).evaluate((button) => {
      for (let tap = 0; tap < 5; tap += 1) (button as HTMLButtonElement).click();
    });
    await voter.seesHeading('已收到');
    expect(sent).toHaveLength(1);
    expect(await returned()).toBe(1);
  }));

test('[PHASE-2] the ballot opens by itself when voting opens, and stops when it closes', () =>
  inVoterHall(
    async ({ scanned, command }) => {
      const voter = await scanned();
      await voter.sees('测评尚未开始');
      await voter.sees('A 票（领导）');
      await command({ command: 'open' });
      await voter.seesHeading('述职人甲');
      await voter.tap('整人同评：好');
      await command({ command: 'pause' });
      await voter.sees('测评已暂停。可以继续填写，恢复后再提交。');
      await voter.mark(0, '一般');
      await command({ command: 'resume' });
      await voter.page.getByText('测评已暂停').waitFor({ state: 'detached' });
      await command({ command: 'close', countdownSeconds: 60, confirmed: true });
      await voter.sees('测评即将结束，请尽快提交。');
      expect(await voter.page.getByRole('timer').innerText()).toMatch(/^还剩 \d+ 秒$/);
      await command({ command: 'close', countdownSeconds: 0, confirmed: true });
      await voter.seesHeading('测评已经结束');
      expect(await voter.kept()).not.toContain('marks');
    },
    { opened: false },
  ));

test('[PHASE-4] a rehearsal is marked, and its receipt is gone with it', () =>
  inVoterHall(
    async ({ scanned, command, returned }) => {
      await command({ command: 'startRehearsal' });
      await command({ command: 'open' });
      const voter = await scanned();
      await voter.sees('本次填写不计入正式结果');
      await voter.fillAll('好');
      await voter.tap('确认提交');
      await voter.seesHeading('已收到');
      await command({ command: 'endRehearsal', confirmed: true });
      await voter.sees('测评尚未开始');
      await voter.sees('演练已结束，请等候正式测评开始。');
      expect(await voter.page.getByText('本次填写不计入正式结果').count()).toBe(0);
      await command({ command: 'open' });
      await voter.seesHeading('述职人甲');
      expect(await voter.chosen()).toEqual([null, null, null, null, null, null]);
      await voter.fillAll('较好');
      await voter.tap('确认提交');
      await voter.seesHeading('已收到');
      expect(await returned()).toBe(1);
    },
    { opened: false },
  ));

test('[PHASE-5] a voided round sends the phone back with an empty ballot', () =>
  inVoterHall(async ({ scanned, command }) => {
    const voter = await scanned();
    await voter.tap('整人同评：好');
    await command({ command: 'pause' });
    await command({ command: 'voidRound', reason: '设备故障', confirmed: true });
    await voter.sees('测评尚未开始');
    await command({ command: 'open' });
    await voter.seesHeading('述职人甲');
    expect(await voter.chosen()).toEqual([null, null, null, null, null, null]);
  }));

test('[PHASE-5] whoever had a receipt of a voided round is told so until the next receipt', () =>
  inVoterHall(async ({ scanned, command }) => {
    const voter = await scanned();
    const castAll = async () => {
      await voter.fillAll('好');
      await voter.tap('确认提交');
      await voter.seesHeading('已收到');
    };
    await castAll();
    await voter.sees('可以关闭本页。');
    await command({ command: 'pause' });
    await command({ command: 'voidRound', reason: '设备故障', confirmed: true });
    await voter.sees('上一轮测评已作废，请等候重新开始，届时需重新填写。');
    await voter.page.reload();
    await voter.sees('上一轮测评已作废，请等候重新开始，届时需重新填写。');
    await command({ command: 'open' });
    await voter.seesHeading('述职人甲');
    await voter.mark(0, '好');
    await voter.page.reload();
    await voter.sees('上一轮测评已作废，请重新填写。');
    await castAll();
    expect(await voter.page.getByText('作废').count()).toBe(0);
    expect(await voter.kept()).not.toContain('undone');
  }));
