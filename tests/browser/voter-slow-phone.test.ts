import { expect, test } from 'vitest';
import { slowDown } from './slow-phone.ts';
import { inVoterHall, ticketOf } from './voter-phone.ts';

test('on slow 4G and a slow processor the ballot comes, is marked by hand, and cast', () =>
  inVoterHall(async ({ phone, meeting, returned }) => {
    const voter = await phone();
    await slowDown(voter.page);
    await voter.scan(ticketOf(meeting, 0));
    await voter.seesHeading('述职人甲');
    for (let item = 0; item < 6; item += 1) await voter.mark(item, item % 2 === 0 ? '好' : '较好');
    expect(await voter.chosen()).toEqual(['好', '较好', '好', '较好', '好', '较好']);
    await voter.fillAll('较好');
    await voter.tap('确认提交');
    await voter.seesHeading('已收到');
    expect(await returned()).toBe(1);
  }));

test('on slow 4G a reload in mid-ballot and a pause lose nothing', () =>
  inVoterHall(async ({ phone, meeting, command, returned }) => {
    const voter = await phone();
    await slowDown(voter.page);
    await voter.scan(ticketOf(meeting, 0));
    await voter.tap('整人同评：一般');
    await voter.page.reload();
    await voter.seesHeading('述职人乙');
    await command({ command: 'pause' });
    await voter.sees('测评已暂停');
    await command({ command: 'resume' });
    await voter.page.getByText('测评已暂停').waitFor({ state: 'detached' });
    await voter.tap('上一位');
    expect(new Set(await voter.chosen())).toEqual(new Set(['一般']));
    await voter.fillAll('一般');
    await voter.tap('确认提交');
    await voter.seesHeading('已收到');
    expect(await returned()).toBe(1);
  }));
