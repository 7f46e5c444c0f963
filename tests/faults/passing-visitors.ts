import type { Random } from '../load/seeded-random.ts';
import { oneOf } from './fault-run.ts';
import type { Hall } from './hall.ts';
import { PassingPages } from './passing-pages.ts';
import { PassingRequests } from './passing-requests.ts';

type Visit = () => Promise<void>;

/** All who come to a hall, do something there, and leave cleanly or just vanish. */
export class PassingVisitors {
  readonly #pages: PassingPages;
  readonly #visits: readonly Visit[];
  readonly #random: Random;

  /** `lingering` as `PassingPages` wants it. */
  constructor(hall: Hall, random: Random, lingering: boolean) {
    this.#pages = new PassingPages(hall, random, lingering);
    this.#visits = visits(this.#pages, new PassingRequests(hall, random));
    this.#random = random;
  }

  /** How many tickets have a receipt. */
  get voted(): number {
    return this.#pages.voted.size;
  }

  /** One visit of some kind; rejects where the server answers what it must not. */
  visit(): Promise<void> {
    return oneOf(this.#random, this.#visits)();
  }
}

/** Each as often as its share; some cost the server a hundred times what others do. */
function visits(pages: PassingPages, requests: PassingRequests): readonly Visit[] {
  const shares: readonly (readonly [share: number, visit: Visit])[] = [
    [300, () => pages.votes()],
    [60, () => pages.votesByPolling()],
    [200, () => pages.vanishes()],
    [60, () => pages.vanishesWhilePolling()],
    [60, () => pages.beginsUpgrades()],
    [200, () => pages.isRefused()],
    [60, () => pages.knocksTwice()],
    [100, () => pages.watches()],
    [60, () => requests.offersAnotherProtocol()],
    [100, () => requests.reads()],
    [40, () => requests.triesToSignIn()],
    [4, () => requests.signsInAndOut()],
    [20, () => requests.abandonsUploads()],
    [4, () => requests.abandonsExports()],
    [4, () => requests.holdsAnAssembly()],
  ];
  return shares.flatMap(([share, visit]) => Array.from<Visit>({ length: share }).fill(visit));
}
