import { describe, expect, it } from 'vitest';
import { ticketInFragment } from '../../../client-voter/ticket-address.ts';
import { groupsOfFour, meaningLength } from '../../../client-voter/typed-code.ts';

const TICKET = 'ABCDEFGHJKMNPQRS';

describe('[TICKET-2] the ticket in a link', () => {
  it.each([
    [`#${TICKET}`],
    [`#${TICKET.toLowerCase()}`],
    ['#ABCD-EFGH-JKMN-PQRS'],
    ['#ABCD%20EFGH%20JKMN%20PQRS'],
    [`#${TICKET}#wechat_redirect`],
    [`#${TICKET}&from=singlemessage`],
  ])('is found in %s', (hash) => {
    expect(ticketInFragment(hash)).toEqual({ found: 'ticket', ticket: TICKET });
  });

  it.each([[''], ['#'], ['#wechat_redirect'], ['#%20']])('is not looked for in "%s"', (hash) => {
    expect(ticketInFragment(hash)).toEqual({ found: 'nothing' });
  });

  it.each([
    ['#ABCD', 'ABCD'],
    ['#%E4%A', '%E4%A'],
  ])('is unreadable in %s', (hash, text) => {
    expect(ticketInFragment(hash)).toEqual({ found: 'unreadable', text });
  });
});

describe('[TICKET-1] a code while it is typed', () => {
  it('is echoed in four groups of four', () => {
    expect(groupsOfFour('')).toEqual(['····', '····', '····', '····']);
    expect(groupsOfFour('abcd-e f')).toEqual(['ABCD', 'EF··', '····', '····']);
    expect(groupsOfFour(`${TICKET}XYZ`)).toEqual(['ABCD', 'EFGH', 'JKMN', 'PQRS']);
  });

  it('counts neither spaces nor hyphens', () => {
    expect(meaningLength(' ab-c　d ')).toBe(4);
  });
});
