import { type AskedAgain, NOBODY_ASKED } from './differences.ts';
import { addEvidence, type Evidence } from './evidence.ts';
import type { Findings, PhoneLot, Progress } from './fleet.ts';
import { type Hand, type HandKind, hire, NO_PROGRESS } from './hand.ts';
import { addNotes, emptyNotes } from './notes.ts';
import type { Scenario } from './scenario.ts';
import type { Order } from './worker.ts';

export interface CrewFindings extends Findings {
  /** Which part of its time the busiest worker had work to do. */
  readonly busy: number;
}

/** All workers together. What waits for them rejects when one of them breaks. */
export interface Crew {
  readonly tell: (order: Extract<Order, { order: 'arrive' | 'vote' }>) => void;
  /** At most a quarter of a second old. */
  readonly progress: () => Progress;
  /** Resolves once every phone has asked once more, or was not answered for so long. */
  readonly askOnceMore: (patienceMs: number) => Promise<void>;
  readonly finish: () => Promise<CrewFindings>;
  /** Ends them, whatever they are at. */
  readonly dismiss: () => void;
}

/** Deals the phones out like cards, so that every worker has some of each meeting. */
export function hireCrew(
  kind: HandKind,
  count: number,
  scenario: Scenario,
  lots: readonly PhoneLot[],
): Crew {
  const hands = Array.from({ length: count }, (_, place) => {
    const hand = hire(kind);
    const own = lots.filter(({ phone }) => phone % count === place);
    hand.tell({ order: 'prepare', scenario, lots: own });
    return hand;
  });
  const tell = (order: Order): void => {
    for (const hand of hands) hand.tell(order);
  };
  return {
    tell,
    progress: () => hands.map((hand) => hand.progress()).reduce(addProgress, NO_PROGRESS),
    askOnceMore: async (patienceMs) => {
      tell({ order: 'askOnceMore', patienceMs });
      await Promise.all(hands.map((hand) => hand.asked));
    },
    finish: () => {
      tell({ order: 'finish' });
      return gather(hands);
    },
    dismiss: () => {
      for (const hand of hands) hand.dismiss();
    },
  };
}

async function gather(hands: readonly Hand[]): Promise<CrewFindings> {
  const notes = emptyNotes();
  const evidence = new Map<number, Evidence>();
  let asked = NOBODY_ASKED;
  let busy = 0;
  for (const report of await Promise.all(hands.map((hand) => hand.findings))) {
    const { findings } = report;
    addNotes(notes, findings.notes);
    asked = addAsked(asked, findings.asked);
    busy = Math.max(busy, report.busy);
    for (const [meeting, found] of findings.evidence) {
      const known = evidence.get(meeting);
      if (known === undefined) evidence.set(meeting, found);
      else addEvidence(known, found);
    }
  }
  return { notes, evidence, asked, busy };
}

function addProgress(one: Progress, other: Progress): Progress {
  return {
    phones: one.phones + other.phones,
    present: one.present + other.present,
    entered: one.entered + other.entered,
    receipts: one.receipts + other.receipts,
    refusals: one.refusals + other.refusals,
  };
}

function addAsked(one: AskedAgain, other: AskedAgain): AskedAgain {
  return {
    sameReceipt: one.sameReceipt + other.sameReceipt,
    otherReceipt: one.otherReceipt + other.otherReceipt,
    receiptThenRefusal: one.receiptThenRefusal + other.receiptThenRefusal,
    unknownThenReceipt: one.unknownThenReceipt + other.unknownThenReceipt,
    unknownThenRefusal: one.unknownThenRefusal + other.unknownThenRefusal,
    refusalThenReceipt: one.refusalThenReceipt + other.refusalThenReceipt,
    refusalTwice: one.refusalTwice + other.refusalTwice,
    unanswered: one.unanswered + other.unanswered,
  };
}
