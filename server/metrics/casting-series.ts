import { Counter, Histogram, type Registry } from 'prom-client';
import type { AnsweredCast } from '../voting/cast.ts';

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const CASTS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

export interface CastingSeries {
  readonly answered: (answered: AnsweredCast) => void;
  readonly committed: (commit: { readonly casts: number; readonly seconds: number }) => void;
  readonly changeNoticed: () => void;
  readonly momentTold: () => void;
}

/** [SECRET-4] Each cast moves these, so `registry` may be read in steps alone. */
export function castingSeries(registry: Registry): CastingSeries {
  const registers = [registry];
  const casts = new Counter({
    name: 'pingyi_casts_total',
    help: 'Casts by how they ended: accepted, the code of a refusal, or no_answer.',
    labelNames: ['outcome'],
    registers,
  });
  // A series that is there from the start shows the first of its kind as an increase.
  for (const outcome of ['accepted', 'no_answer', 'storage_unavailable'] as const)
    casts.inc({ outcome }, 0);
  const answer = new Histogram({
    name: 'pingyi_cast_answer_seconds',
    help: 'From the arrival of a cast to its answer.',
    buckets: SECONDS,
    registers,
  });
  const commitSeconds = new Histogram({
    name: 'pingyi_store_commit_seconds',
    help: 'What a commit of casts took until it was durable.',
    buckets: SECONDS,
    registers,
  });
  const commitCasts = new Histogram({
    name: 'pingyi_store_commit_casts',
    help: 'How many casts a commit answered.',
    buckets: CASTS,
    registers,
  });
  const noticed = new Counter({
    name: 'pingyi_changes_noticed_total',
    help: 'Durable changes of meetings that this process was told of.',
    registers,
  });
  const told = new Counter({
    name: 'pingyi_moments_told_total',
    help: 'Pictures of meetings that were made of those changes and told to pages.',
    registers,
  });
  return {
    answered: ({ end, seconds }) => {
      casts.inc({ outcome: end });
      if (end !== 'no_answer') answer.observe(seconds);
    },
    committed: (commit) => {
      commitSeconds.observe(commit.seconds);
      commitCasts.observe(commit.casts);
    },
    changeNoticed: () => noticed.inc(),
    momentTold: () => told.inc(),
  };
}
