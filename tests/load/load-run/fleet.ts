import { setTimeout as sleep } from 'node:timers/promises';
import type { TicketSecret } from '../../../shared/identifiers.ts';
import type { CastAnswer } from '../../../shared/protocol/voter.ts';
import { actAt } from './clock.ts';
import { type AskedAgain, NOBODY_ASKED } from './differences.ts';
import { addBallot, type Evidence, emptyEvidence } from './evidence.ts';
import { lessonOf } from './knowledge.ts';
import { LoadPhone } from './load-phone.ts';
import { emptyNotes, type Notes } from './notes.ts';
import { localAddressFor } from './origins.ts';
import { ballotSize, GROUPS, phonePlan, type Scenario, stormMoments } from './scenario.ts';

/** One phone, as a worker is told of it. */
export interface PhoneLot {
  /** Counted through all meetings. */
  readonly phone: number;
  readonly meeting: number;
  readonly group: number;
  readonly origin: string;
  readonly ticket: TicketSecret;
}

/** Where the phones of a worker stand. */
export interface Progress {
  readonly phones: number;
  readonly present: number;
  readonly entered: number;
  readonly receipts: number;
  readonly refusals: number;
}

/** What the phones of a worker know in the end. */
export interface Findings {
  readonly notes: Notes;
  readonly asked: AskedAgain;
  /** By meeting. */
  readonly evidence: ReadonlyMap<number, Evidence>;
}

/** So many phones of one worker wait for an answer at the same time, as a crowd does, not a flood. */
const ASK_AT_ONCE = 200;

/** The phones of one worker. */
export class Fleet {
  readonly #scenario: Scenario;
  readonly #phones: readonly LoadPhone[];
  readonly #notes: Notes = emptyNotes();
  readonly #evidence = new Map<number, Evidence>();
  #asked: AskedAgain = NOBODY_ASKED;

  constructor(scenario: Scenario, lots: readonly PhoneLot[]) {
    this.#scenario = scenario;
    this.#phones = lots.map(({ phone, meeting, group, origin, ticket }) => {
      const localAddress = localAddressFor(origin, phone);
      const address = { origin, ticket, ...(localAddress === undefined ? {} : { localAddress }) };
      const plan = phonePlan(scenario, meeting, phone, group);
      const errand = { address, meeting, group, plan, leaves: scenario.leaves };
      return new LoadPhone(errand, this.#notes);
    });
  }

  /** Everybody scans, the first at `moment`. */
  arriveFrom(moment: number): void {
    for (const phone of this.#phones)
      actAt(moment + phone.errand.plan.arrivesAfter, () => phone.arrive());
  }

  voteFrom(moment: number): void {
    for (const phone of this.#phones) phone.voteFrom(moment);
    for (const storm of stormMoments(this.#scenario)) actAt(moment + storm, () => this.#drop());
  }

  progress(): Progress {
    const count = (is: (phone: LoadPhone) => boolean) => this.#phones.filter(is).length;
    return {
      phones: this.#phones.length,
      present: count((phone) => phone.isPresent),
      entered: count((phone) => phone.hasEntered),
      receipts: count((phone) => phone.knowledge.knows === 'receipt'),
      refusals: count((phone) => phone.knowledge.knows === 'refusal'),
    };
  }

  /** Every phone asks once more, and those without an answer by `patienceMs` never will. */
  async askOnceMore(patienceMs: number): Promise<void> {
    const giveUp = sleep(patienceMs, 'unanswered' as const, { ref: false });
    const waiting = this.#phones.values();
    const askSome = async (): Promise<void> => {
      for (const phone of waiting)
        this.#learn(phone, await Promise.race([phone.askOnceMore(), giveUp]));
    };
    await Promise.all(Array.from({ length: ASK_AT_ONCE }, askSome));
  }

  /** The end of all phones. */
  finish(): Findings {
    for (const phone of this.#phones) phone.leave();
    return { notes: this.#notes, asked: this.#asked, evidence: this.#evidence };
  }

  #drop(): void {
    for (const phone of this.#phones) phone.drop();
  }

  #learn(phone: LoadPhone, answer: CastAnswer | 'unanswered' | null): void {
    const { knowledge, errand } = phone;
    if (errand.leaves) phone.leave();
    if (answer === null) return;
    const lesson = lessonOf(knowledge, answer);
    this.#asked = { ...this.#asked, [lesson]: this.#asked[lesson] + 1 };
    const acknowledged = knowledge.knows === 'receipt' || (answer !== 'unanswered' && answer.ok);
    if (acknowledged) this.#count(phone);
  }

  #count({ errand: { meeting, group, plan } }: LoadPhone): void {
    const size = ballotSize(this.#scenario);
    const evidence = this.#evidence.get(meeting) ?? emptyEvidence(size, GROUPS);
    this.#evidence.set(meeting, evidence);
    addBallot(evidence, size, group, plan.marks);
  }
}
