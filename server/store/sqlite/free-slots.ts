import { randomInt } from 'node:crypto';

/** The empty slots of one meeting's box, by group: in memory alone, rebuilt when the store opens. */
export class FreeSlots {
  readonly #groups: readonly number[][];

  constructor(groups: number) {
    this.#groups = Array.from({ length: groups }, () => []);
  }

  add(group: number, slot: number): void {
    this.#groups[group]?.push(slot);
  }

  /**
   * [SECRET-1] Takes one at random, from the operating system's randomness: which slot a ballot
   * lies in must say nothing of when it was cast. Undefined when the group has none left.
   */
  take(group: number): number | undefined {
    const slots = this.#groups[group];
    if (slots === undefined || slots.length === 0) return undefined;
    const index = randomInt(slots.length);
    const taken = slots[index];
    const last = slots.pop();
    if (index < slots.length && last !== undefined) slots[index] = last;
    return taken;
  }
}
