import type { Findings } from '../../../load/bench/findings.ts';
import type { VoteFigures } from '../../../load/bench/vote-throughput.ts';

const votes: VoteFigures = {
  perSecond: 20_000,
  server: 50,
  redis: 0,
  generatorBusy: 0.4,
  machineBusy: 0.9,
};
const embeddedAct = { own: 100, redis: 0, elapsed: 2000 };
const redisAct = { own: 100, redis: 20, elapsed: 2000 };
const acts = { embedded: embeddedAct, redis: redisAct };
const phone = { bytes: 2 ** 30 / 100_000, arrival: 600 };

/** Round figures, so that what is worked out from them can be checked by hand. */
export const FINDINGS: Findings = {
  contest: {
    bare: votes,
    embedded: votes,
    redis: { ...votes, redis: 10 },
    twoOnRedis: { ...votes, redis: 12, machineBusy: 0.97 },
  },
  parts: {
    message: { frame: 1, schema: 2, check: 3, answer: 4 },
    commit: { embedded: { ...embeddedAct, own: 20 }, redis: { own: 5, redis: 10, elapsed: 30 } },
    commitApart: { embedded: embeddedAct, redis: { ...redisAct, own: 15 } },
    commitAlone: acts,
    look: acts,
    snapshot: acts,
  },
  memory: { embedded: phone, redis: phone, bare: phone },
  starts: { embedded: { few: 900, many: 1900 }, redis: { few: 1000, many: 2000 } },
  ballots: 100_000,
};
