import { expect, test } from 'vitest';
import { voidTickets } from '../../server/voting/tickets.ts';
import { CODES } from '../../shared/protocol/codes.ts';
import { must } from '../meeting-under-test.ts';
import { phoneAccessibilityProblems } from './accessibility.ts';
import { sizeProblems } from './voter-measure.ts';
import { inVoterHall, ticketOf, type VoterPhone } from './voter-phone.ts';

const NOBODYS_TICKET = '0000111122223333';

async function castAll(voter: VoterPhone): Promise<void> {
  await voter.fillAll('好');
  await voter.tap('确认提交');
  await voter.seesHeading('已收到');
}

test('[TICKET-1] a code can be typed in any way that people type', () =>
  inVoterHall(async ({ phone, meeting }) => {
    const voter = await phone();
    await voter.page.goto(voter.url);
    await voter.seesHeading('输入测评码');
    const printed = ticketOf(meeting, 0).toLowerCase();
    const typed = printed
      .replace(/0/g, 'o')
      .replace(/1/g, 'l')
      .replace(/(.{4})/g, '$1- ');
    await voter.page.getByLabel('测评码').fill(typed);
    await voter.sees('已输入 16 / 16 位');
    await voter.tap('打开测评票');
    await voter.seesHeading('述职人甲');
  }));

test('[TICKET-1] an impossible code is refused at once and can be corrected', () =>
  inVoterHall(async ({ phone }) => {
    const voter = await phone();
    await voter.page.goto(voter.url);
    await voter.page.getByLabel('测评码').fill('ABCD EFGU');
    await voter.tap('打开测评票');
    await voter.sees(CODES.ticket_malformed);
    const field = voter.page.getByLabel('测评码');
    expect(await field.inputValue()).toBe('ABCD EFGU');
    await field.fill('ABCD EFGH');
    await voter.page.getByText(CODES.ticket_malformed).waitFor({ state: 'detached' });
  }));

test('an unknown code is refused and can be corrected', () =>
  inVoterHall(async ({ phone }) => {
    const voter = await phone();
    await voter.scan(NOBODYS_TICKET);
    await voter.seesHeading('没有找到这张票');
    await voter.sees('请核对测评码，或联系现场工作人员。');
    await voter.tap('核对测评码');
    expect(await voter.page.getByLabel('测评码').inputValue()).toBe(NOBODYS_TICKET);
    await voter.reopen();
    await voter.seesHeading('输入测评码');
  }));

test('a link cut short is refused in words', () =>
  inVoterHall(async ({ phone }) => {
    const voter = await phone();
    await voter.scan('ABCD1234');
    await voter.sees(CODES.ticket_malformed);
    expect(voter.page.url()).toBe(`${voter.url}/`);
  }));

test('[CAST-3] a ticket used on another phone is told so', () =>
  inVoterHall(async ({ scanned, returned }) => {
    const [first, second] = [await scanned(), await scanned()];
    await second.fillAll('较差');
    await castAll(first);
    await second.tap('确认提交');
    await second.seesHeading('这张票已经用过');
    expect(await second.kept()).not.toContain('marks');
    const third = await scanned();
    await third.seesHeading('这张票已经用过');
    expect(await returned()).toBe(1);
  }));

test('[TICKET-5] a voided ticket is told so, before and while it is filled in', () =>
  inVoterHall(async ({ phone, meeting, server }) => {
    const [voter, late] = [await phone(), await phone()];
    await voter.scan(ticketOf(meeting, 0));
    await voter.tap('整人同评：好');
    must(await voidTickets(server.parts, meeting.id, { codes: [ticketOf(meeting, 0)] }));
    await voter.seesHeading('这张票已作废');
    await voter.sees('请联系现场工作人员换票。');
    await late.scan(ticketOf(meeting, 0));
    await late.seesHeading('这张票已作废');
  }));

test('several tickets are cast one after another on one phone', () =>
  inVoterHall(async ({ scanned, meeting, returned }) => {
    const voter = await scanned(0);
    await castAll(voter);
    await voter.page.evaluate(
      (ticket) => {
        location.hash = ticket;
      },
      ticketOf(meeting, 1),
    );
    await voter.seesHeading('述职人甲');
    expect(voter.page.url()).toBe(`${voter.url}/`);
    await castAll(voter);
    await voter.tap('换一张票');
    await voter.tap('换票');
    await voter.page.getByLabel('测评码').fill(ticketOf(meeting, 2));
    await voter.tap('打开测评票');
    await castAll(voter);
    expect(await returned()).toBe(3);
  }));

test('one tap leaves neither the page that waits nor the receipt, and a vote that has ended offers no ticket of its own', () =>
  inVoterHall(
    async ({ scanned, command }) => {
      const voter = await scanned();
      const asks = async (button: string) => {
        await voter.tap(button);
        await voter.sees('换票后，本页不再显示。');
        expect(await sizeProblems(voter.page)).toEqual([]);
        expect(await phoneAccessibilityProblems(voter.page)).toEqual([]);
        await voter.tap('不换');
        await voter.page.getByText('换票后').waitFor({ state: 'detached' });
      };
      await voter.sees('测评尚未开始');
      await asks('换一张票');
      await command({ command: 'open' });
      await castAll(voter);
      await asks('换一张票');
      await command({ command: 'close', countdownSeconds: 0, confirmed: true });
      await asks('打开其他会议的票');
      expect(await voter.page.getByText('换一张票').count()).toBe(0);
      await voter.seesHeading('已收到');
    },
    { opened: false },
  ));

test('[TICKET-2] a reload and a look spend nothing', () =>
  inVoterHall(async ({ scanned, server, meeting }) => {
    for (let look = 0; look < 3; look += 1) {
      const voter = await scanned();
      await voter.seesHeading('述职人甲');
      await voter.page.reload();
      await voter.seesHeading('述职人甲');
    }
    const state = await server.store.readMeeting(meeting.id);
    expect(state?.tickets[0]).toMatchObject({ spent: 0 });
  }));
