import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { VoterConnection, VoterListener } from '../../../client-voter/connection.ts';
import { type KeptTickets, keptTickets } from '../../../client-voter/kept-tickets.ts';
import { deviceStorage } from '../../../client-voter/storage.ts';
import { createVoter, type Voter } from '../../../client-voter/voter.ts';
import type { CastKey, Receipt, TicketSecret } from '../../../shared/identifiers.ts';
import type { CastAnswer, CastRequest, VoterStatus } from '../../../shared/protocol/voter.ts';
import { refuse } from '../../../shared/result.ts';
import { paperOf } from './paper.ts';

const TICKET = 'ABCDEFGHJKMNPQRS' as TicketSecret;
const ACCEPTED: CastAnswer = { ok: true, receipt: '7K3M9XQ2' as Receipt };
const OPEN: VoterStatus = {
  phase: 'open',
  round: 1,
  rehearsal: false,
  closingInMs: null,
  interrupted: false,
  halted: false,
};

/** The far end of a connection, played by hand: what was asked, and answers given one by one. */
class Hall {
  readonly requests: CastRequest[] = [];
  renewed = 0;
  woken = 0;
  #answers: ((answer: CastAnswer | null) => void)[] = [];
  #listener: VoterListener | null = null;

  readonly connect = (_ticket: TicketSecret, listener: VoterListener): VoterConnection => {
    this.#listener = listener;
    return {
      cast: (request) => {
        this.requests.push(request);
        return new Promise((resolve) => this.#answers.push(resolve));
      },
      renew: () => {
        this.renewed += 1;
      },
      wake: () => {
        this.woken += 1;
      },
      close: () => {
        this.#listener = null;
      },
    };
  };

  get voter(): VoterListener {
    if (this.#listener === null) throw new Error('nobody is connected');
    return this.#listener;
  }

  letIn(state: 'fresh' | 'spent' = 'fresh', status: VoterStatus = OPEN): void {
    this.voter.connected();
    this.voter.paper(paperOf());
    this.voter.ticket({ state, groupMark: 'A 票', groupLabel: '领导' });
    this.voter.status(status);
  }

  async answer(answer: CastAnswer | null): Promise<void> {
    this.#answers.shift()?.(answer);
    await Promise.resolve();
    await Promise.resolve();
  }
}

interface Phone {
  readonly hall: Hall;
  readonly voter: Voter;
}

/** A phone whose device remembers what it is given, over as many starts as wanted. */
function device(): { readonly kept: KeptTickets; readonly start: () => Phone } {
  const texts = new Map<string, string>();
  const storage = {
    getItem: (name: string) => texts.get(name) ?? null,
    setItem: (name: string, text: string) => void texts.set(name, text),
    removeItem: (name: string) => void texts.delete(name),
  } as Storage;
  const blocked = deviceStorage(() => {
    throw new Error('a new window remembers nothing');
  });
  const kept = keptTickets(
    blocked,
    deviceStorage(() => storage),
  );
  let keys = 0;
  const start = () => {
    const hall = new Hall();
    const newKey = () => {
      keys += 1;
      return String(keys).padStart(32, '0') as CastKey;
    };
    const voter = createVoter({
      connect: hall.connect,
      kept,
      newKey,
      random: () => 0,
      now: () => 0,
    });
    return { hall, voter };
  };
  return { kept, start };
}

function enter({ start }: { readonly start: () => Phone }): Phone {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const phone = start();
  phone.voter.enterCode(TICKET);
  phone.hall.letIn();
  return phone;
}

function fillAndSubmit({ voter }: Phone): void {
  voter.marking.markPresenter(0, 0);
  voter.marking.markPresenter(1, 1);
  voter.submit();
}

describe('casting from the phone', () => {
  it('[CAST-2] claims nothing until the answer, then shows the receipt and nothing else', async () => {
    const own = device();
    const phone = enter(own);
    fillAndSubmit(phone);
    expect(phone.voter.state.page.value).toEqual({ page: 'casting' });
    expect(phone.hall.requests).toEqual([
      { meeting: 'abcdefabcdef', round: 1, key: '1'.padStart(32, '0'), marks: [0, 0, 0, 1, 1, 1] },
    ]);
    await phone.hall.answer(ACCEPTED);
    expect(phone.voter.state.page.value).toEqual({ page: 'receipt', receipt: '7K3M9XQ2' });
    expect(own.kept.ballot(TICKET)).toEqual({
      state: 'received',
      meeting: 'abcdefabcdef',
      round: 1,
      receipt: '7K3M9XQ2',
    });
  });

  it('[CAST-5] does not cast an incomplete ballot', () => {
    const phone = enter(device());
    phone.voter.marking.markPresenter(0, 0);
    phone.voter.submit();
    expect(phone.hall.requests).toEqual([]);
  });

  it('[CAST-3] sends one request however often it is confirmed', () => {
    const phone = enter(device());
    fillAndSubmit(phone);
    phone.voter.submit();
    phone.voter.submit();
    phone.hall.voter.status(OPEN);
    expect(phone.hall.requests).toHaveLength(1);
  });

  it('[CAST-4] asks again by itself with the same key when there was no answer', async () => {
    const phone = enter(device());
    fillAndSubmit(phone);
    await phone.hall.answer(null);
    expect(phone.voter.state.page.value).toEqual({ page: 'casting' });
    expect(phone.voter.state.progress.value).toBe('unanswered');
    expect(phone.hall.renewed).toBe(1);
    phone.hall.voter.lost();
    phone.hall.letIn('spent');
    expect(phone.hall.requests).toHaveLength(2);
    expect(phone.hall.requests[1]).toEqual(phone.hall.requests[0]);
    await phone.hall.answer(ACCEPTED);
    expect(phone.voter.state.page.value).toMatchObject({ page: 'receipt' });
  });

  it('[CAST-4] asks again after a reload in mid-cast', async () => {
    const own = device();
    fillAndSubmit(enter(own));
    const again = own.start();
    again.voter.begin({ found: 'nothing' });
    again.hall.letIn('spent');
    expect(again.hall.requests).toMatchObject([{ key: '1'.padStart(32, '0') }]);
    await again.hall.answer(ACCEPTED);
    expect(again.voter.state.page.value).toMatchObject({ page: 'receipt' });
  });

  it('waits for the store and asks again when it is back', async () => {
    const phone = enter(device());
    fillAndSubmit(phone);
    phone.hall.voter.status({ ...OPEN, interrupted: true });
    await phone.hall.answer(refuse('storage_unavailable'));
    expect(phone.voter.state.progress.value).toBe('storage');
    vi.advanceTimersByTime(60_000);
    expect(phone.hall.requests).toHaveLength(1);
    phone.hall.voter.status(OPEN);
    expect(phone.hall.requests).toHaveLength(2);
  });

  it('keeps the marks and the key when a cast is refused for the moment', async () => {
    const phone = enter(device());
    fillAndSubmit(phone);
    await phone.hall.answer(refuse('voting_paused'));
    expect(phone.voter.state.page.value).toEqual({ page: 'review' });
    expect(phone.voter.state.castRefusal.value).toEqual(refuse('voting_paused'));
    phone.voter.marking.mark(0, 0, 3);
    phone.voter.submit();
    expect(phone.hall.requests[1]).toMatchObject({
      key: phone.hall.requests[0]?.key,
      marks: [3, 0, 0, 1, 1, 1],
    });
  });

  it.each(['ticket_used', 'voting_closed'] as const)('forgets the marks with %s', async (code) => {
    const own = device();
    const phone = enter(own);
    fillAndSubmit(phone);
    await phone.hall.answer(refuse(code));
    expect(phone.voter.state.page.value).toEqual({ page: 'refused', refusal: refuse(code) });
    expect(own.kept.ballot(TICKET)).toBeNull();
  });

  it('[PHASE-5] starts over when the round grows', async () => {
    const phone = enter(device());
    fillAndSubmit(phone);
    await phone.hall.answer(ACCEPTED);
    phone.hall.voter.status({ ...OPEN, phase: 'draft', round: 2 });
    expect(phone.voter.state.page.value).toEqual({ page: 'waiting' });
    phone.hall.voter.status({ ...OPEN, round: 2 });
    expect(phone.voter.state.page.value).toEqual({ page: 'marking', presenter: 0 });
    expect(phone.voter.state.ballot.value).toMatchObject({ round: 2, key: null });
  });

  it('[PHASE-5] a spent ticket is fresh in the next round, before its own news comes', () => {
    const phone = device().start();
    phone.voter.enterCode(TICKET);
    phone.hall.letIn('spent');
    expect(phone.voter.state.page.value).toEqual({
      page: 'refused',
      refusal: refuse('ticket_used'),
    });
    phone.hall.voter.status({ ...OPEN, round: 2 });
    expect(phone.voter.state.page.value).toEqual({ page: 'marking', presenter: 0 });
  });

  it('a phone that was turned away does not knock again by waking up', () => {
    const phone = enter(device());
    phone.voter.wake(10_000);
    phone.hall.voter.refused(refuse('ticket_unknown'));
    phone.voter.wake(10_000);
    expect(phone.hall.woken).toBe(1);
  });

  it('[CAST-3] does not cast again what another window of the phone has cast', async () => {
    const own = device();
    const [one, other] = [enter(own), enter(own)];
    fillAndSubmit(one);
    await one.hall.answer(ACCEPTED);
    fillAndSubmit(other);
    expect(other.hall.requests).toEqual([]);
    expect(other.voter.state.page.value).toMatchObject({ page: 'receipt' });
  });

  it('[CAST-6] a window that was left open does not take away what another has cast', async () => {
    const own = device();
    const [one, left] = [enter(own), enter(own)];
    left.voter.marking.mark(0, 0, 1);
    fillAndSubmit(one);
    left.hall.voter.status({ ...OPEN, phase: 'closed' });
    expect(own.kept.ballot(TICKET)).toMatchObject({ state: 'casting' });
    await one.hall.answer(ACCEPTED);
    await left.hall.answer(ACCEPTED);
    left.hall.voter.status({ ...OPEN, phase: 'closed' });
    expect(own.kept.ballot(TICKET)).toMatchObject({ state: 'received' });
    expect(left.voter.state.page.value).toMatchObject({ page: 'receipt' });
  });

  it('[PHASE-5] a window that wakes up late does not start over a round that another has cast', async () => {
    const own = device();
    const [one, late] = [enter(own), enter(own)];
    one.hall.voter.status({ ...OPEN, round: 2 });
    fillAndSubmit(one);
    await one.hall.answer(ACCEPTED);
    late.hall.voter.status({ ...OPEN, round: 2 });
    expect(own.kept.ballot(TICKET)).toMatchObject({ state: 'received', round: 2 });
    expect(late.voter.state.page.value).toMatchObject({ page: 'receipt' });
  });

  it('[CAST-3] a refusal that comes late does not bring marks back over the receipt', async () => {
    const own = device();
    const [one, other] = [enter(own), enter(own)];
    fillAndSubmit(one);
    other.voter.marking.mark(0, 0, 1);
    expect(other.hall.requests).toHaveLength(1);
    await one.hall.answer(ACCEPTED);
    await other.hall.answer(refuse('voting_paused'));
    expect(own.kept.ballot(TICKET)).toMatchObject({ state: 'received' });
    expect(other.voter.state.page.value).toMatchObject({ page: 'receipt' });
  });

  it('a refusal of the moment goes when that moment has passed', async () => {
    const phone = enter(device());
    fillAndSubmit(phone);
    phone.hall.voter.status({ ...OPEN, phase: 'paused' });
    await phone.hall.answer(refuse('voting_paused'));
    expect(phone.voter.state.castRefusal.value).toEqual(refuse('voting_paused'));
    phone.hall.voter.status(OPEN);
    expect(phone.voter.state.castRefusal.value).toBeNull();
  });

  it('[CAST-3] silence of a connection that was left does not disturb the new one', async () => {
    const phone = enter(device());
    fillAndSubmit(phone);
    phone.voter.enterCode(TICKET);
    phone.hall.letIn('spent');
    expect(phone.hall.requests).toHaveLength(2);
    await phone.hall.answer(null);
    expect(phone.hall.renewed).toBe(0);
    phone.hall.voter.status(OPEN);
    expect(phone.hall.requests).toHaveLength(2);
    await phone.hall.answer(ACCEPTED);
    expect(phone.voter.state.page.value).toMatchObject({ page: 'receipt' });
  });

  it('ignores the answer for a ticket that was left meanwhile', async () => {
    const phone = enter(device());
    fillAndSubmit(phone);
    phone.voter.changeTicket('');
    await phone.hall.answer(ACCEPTED);
    expect(phone.voter.state.page.value).toEqual({ page: 'enterCode' });
  });
});

describe('marking on the phone', () => {
  it('takes 整人同评 back to what was there before', () => {
    const { voter } = enter(device());
    voter.marking.mark(0, 1, 3);
    voter.marking.markPresenter(0, 0);
    voter.marking.bringBack();
    expect(voter.state.ballot.value).toMatchObject({ marks: [null, 3, null, null, null, null] });
    expect(voter.state.replaced.value).toBeNull();
  });

  it('goes on without a connection', () => {
    const { voter, hall } = enter(device());
    hall.voter.lost();
    voter.marking.mark(0, 0, 0);
    expect(voter.state.page.value).toEqual({ page: 'marking', presenter: 0 });
    expect(voter.state.ballot.value).toMatchObject({ marks: [0, null, null, null, null, null] });
  });

  it('[TICKET-1] refuses an impossible code without asking, and keeps it for correction', () => {
    const { voter } = device().start();
    voter.enterCode('ABCD-U');
    expect(voter.state.page.value).toEqual({ page: 'enterCode' });
    expect(voter.state.typed.value).toBe('ABCD-U');
    expect(voter.state.typedRefusal.value).toEqual(refuse('ticket_malformed'));
  });

  it('keeps each ticket’s marks apart', () => {
    const own = device();
    const phone = enter(own);
    phone.voter.marking.markPresenter(0, 2);
    phone.voter.enterCode('0123456789ABCDEF');
    phone.hall.letIn();
    expect(phone.voter.state.ballot.value).toMatchObject({
      marks: [null, null, null, null, null, null],
    });
    phone.voter.enterCode(TICKET);
    phone.hall.letIn();
    expect(phone.voter.state.ballot.value).toMatchObject({ marks: [2, 2, 2, null, null, null] });
  });
});
