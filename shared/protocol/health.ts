import type { StorageState } from './organizer.ts';

/** What must hold for the server to take votes (RUN-1). A probe is told the names alone. */
export const READINESS_CHECKS = ['storage', 'event_loop', 'stopping'] as const;
export type ReadinessCheck = (typeof READINESS_CHECKS)[number];

/** GET /readyz: with status 200 when nothing failed, else with 503. */
export interface ReadinessAnswer {
  readonly ready: boolean;
  readonly failed: readonly ReadinessCheck[];
}

/** GET /healthz */
export interface LivenessAnswer {
  readonly alive: true;
}

/** Of the last minute; times in ms. */
export interface Spread {
  readonly count: number;
  readonly mean: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly most: number;
}

export const ROLES = ['voter', 'screen', 'organizer'] as const;
export type Role = (typeof ROLES)[number];

/**
 * GET /api/health: how the process runs that answered; where several stand behind one address each
 * has figures of its own. Nothing in it is about a meeting, a group or a ticket (SECRET-4).
 */
export interface HealthReport {
  /** Made anew at each start, to tell processes apart. */
  readonly process: string;
  readonly version: string;
  readonly uptimeSeconds: number;
  readonly storage: StorageState;
  /** An operator allowed a store that may lose acknowledged votes: for trying out only. */
  readonly lossy: boolean;
  /** What `/readyz` would name, as far as it is known without a write. */
  readonly failed: readonly ReadinessCheck[];
  /** How casts of the last minute ended; `unanswered` ones are asked again by their phones. */
  readonly casts: {
    readonly accepted: number;
    readonly refused: number;
    readonly unanswered: number;
  };
  /** From the arrival of a cast to its answer, in ms; null where there was none. */
  readonly answer: Spread | null;
  /** What a commit of casts took until it was durable, in ms; null where there was none. */
  readonly commit: Spread | null;
  /** Casts that a commit answered. */
  readonly commitCasts: Spread | null;
  readonly connections: Readonly<Record<Role, number>>;
  /** How late the event loop was, in ms, of the last minute. */
  readonly lag: { readonly typical: number; readonly worst: number };
}
