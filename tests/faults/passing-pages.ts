import { createHash } from 'node:crypto';
import type { TicketSecret } from '../../shared/identifiers.ts';
import type { Random } from '../load/seeded-random.ts';
import { between, oneOf } from './fault-run.ts';
import { fromAnywhere, type Hall } from './hall.ts';
import { hear, knock, openWebsocket, PollingLine } from './passing-lines.ts';

const NOBODYS_TICKET = '0000000000000000';

/** What phones, screens and consoles do that connect for a moment. */
export class PassingPages {
  /** Tickets of which a receipt was seen. */
  readonly voted = new Set<TicketSecret>();
  readonly #hall: Hall;
  readonly #random: Random;
  readonly #lingering: boolean;

  /** `lingering`: whether some vanish in a way that the server can only notice by their silence. */
  constructor(hall: Hall, random: Random, lingering: boolean) {
    this.#hall = hall;
    this.#random = random;
    this.#lingering = lingering;
  }

  async votes(): Promise<void> {
    const ticket = this.#ticket();
    const line = await openWebsocket(this.#hall.url);
    if (line === null) throw new Error('a phone was turned away');
    const entered = hear(line, '42/voter,["ticket"');
    line.send(knock('/voter', { ticket }));
    await entered;
    const answer = hear(line, '43/voter,');
    line.send(this.#cast(ticket));
    this.#mustBeReceipt(ticket, (await answer) ?? '');
    if (this.#random() < 0.5) line.send('41/voter,');
    if (this.#random() < 0.5) line.close();
    else line.terminate();
  }

  async votesByPolling(): Promise<void> {
    const ticket = this.#ticket();
    const line = await PollingLine.open(this.#hall.url);
    await line.say(knock('/voter', { ticket }));
    await line.hears('"ticket"');
    await line.say(this.#cast(ticket));
    if (!(await line.hears('"receipt"'))) throw new Error('no receipt by polling');
    this.voted.add(ticket);
    await line.leave();
  }

  /** At any moment: before its knock is answered, or before its ballot is. */
  async vanishes(): Promise<void> {
    const ticket = this.#ticket();
    const line = await openWebsocket(this.#hall.url);
    line?.send(knock('/voter', { ticket }));
    if (line !== null && this.#random() < 0.5) await hear(line, '40/voter');
    // Of a ticket that voted already, as nobody could tell whether this ballot came in.
    if (this.voted.has(ticket)) line?.send(this.#cast(ticket));
    line?.terminate();
  }

  async vanishesWhilePolling(): Promise<void> {
    const line = await PollingLine.open(this.#hall.url);
    await line.say(knock('/voter', { ticket: this.#ticket() }));
    await line.hears('"ticket"');
    if (!this.#lingering || this.#random() < 0.5) line.hangUp();
  }

  async beginsUpgrades(): Promise<void> {
    const { url } = this.#hall;
    const line = await PollingLine.open(url);
    await line.say(knock('/voter', { ticket: this.#ticket() }));
    await line.hears('"ticket"');
    const upgrades = await Promise.all([
      openWebsocket(url, {}, line.session),
      openWebsocket(url, {}, line.session),
    ]);
    if (this.#random() < 0.5) upgrades[0]?.send('2probe');
    for (const upgrade of upgrades) upgrade?.terminate();
    line.hangUp();
  }

  async isRefused(): Promise<void> {
    const knocks = [
      knock('/voter', { ticket: oneOf(this.#random, [NOBODYS_TICKET, 'x', 7]) }),
      knock('/screen', { token: 'x' }),
      knock('/organizer', { meeting: this.#hall.open.id, seen: 0 }),
      '40/nowhere,',
    ];
    const line = await openWebsocket(this.#hall.url, fromAnywhere(this.#random));
    if (line === null) return;
    for (let times = between(this.#random, 1, 3); times > 0; times--) {
      const refused = hear(line, '44/');
      line.send(oneOf(this.#random, knocks));
      await refused;
    }
    line.terminate();
  }

  async knocksTwice(): Promise<void> {
    const line = await openWebsocket(this.#hall.url);
    const shown = knock('/voter', { ticket: this.#ticket() });
    for (let times = 0; times < 5; times++) line?.send(shown);
    if (line !== null) await hear(line, '40/voter');
    line?.terminate();
  }

  async watches(): Promise<void> {
    const { url, cookie, screenToken, open } = this.#hall;
    const line = await openWebsocket(url, { cookie });
    if (line === null) throw new Error('a screen was turned away');
    const isScreen = this.#random() < 0.5;
    const seen = hear(line, isScreen ? '42/screen,["snapshot"' : '42/organizer,["overview"');
    line.send(
      isScreen
        ? knock('/screen', { token: screenToken })
        : knock('/organizer', { meeting: open.id, seen: 0 }),
    );
    if (this.#random() < 0.8 && (await seen) === null) throw new Error('a screen saw nothing');
    line.terminate();
  }

  #ticket(): TicketSecret {
    return oneOf(this.#random, this.#hall.open.tickets[1] ?? []);
  }

  /** Always with the same key, so that it is answered in the same way however often it is sent. */
  #cast(ticket: TicketSecret): string {
    const { id, marks } = this.#hall.open;
    const key = createHash('sha256').update(ticket).digest('hex').slice(0, 32);
    return `42/voter,1${JSON.stringify(['cast', { meeting: id, round: 1, key, marks: marks(1) }])}`;
  }

  #mustBeReceipt(ticket: TicketSecret, answer: string): void {
    if (!answer.includes('"receipt"')) throw new Error(`no receipt but ${answer}`);
    this.voted.add(ticket);
  }
}
