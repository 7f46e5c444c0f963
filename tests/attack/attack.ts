import { byteClues } from './byte-clues.ts';
import type { Clue, Election } from './election.ts';
import { correlation, neighbours, type Pairing } from './order-statistics.ts';
import { rowClues } from './row-clues.ts';

/** One way in which the files tell what they must not tell. */
export interface Finding {
  readonly what: string;
  readonly how: string;
}

/**
 * Limits for ten elections of the same store. If nothing is told, then for one clue the mean of the
 * ten correlations, scaled, is normal: beyond 7 with probability 3e-12. The sum of their squares is
 * χ² with 10 degrees: beyond 90 with 5e-15. Neighbours are Poisson with mean 20: 70 or more with
 * 4e-18. Fewer than 3,000 clues and pairs of clues are looked at, so that a false alarm has a
 * probability below 1e-8.
 */
export const ELECTIONS = 10;
const MOST_CORRELATION = 7;
const MOST_SQUARES = 90;
const MOST_NEIGHBOURS = 69;
/** With fewer votes than this the approximations would not hold. */
const FEWEST_VOTES = 50;

/**
 * [SECRET-2] Tries to tell the order of casting from files, and which ballot belongs to which
 * ticket (SECRET-1), by every clue that it can find in them. Takes `ELECTIONS` elections.
 */
export function attack(elections: readonly Election[]): readonly Finding[] {
  if (elections.length !== ELECTIONS) throw new Error(`the limits are for ${ELECTIONS} elections`);
  const clues = elections.map(cluesByName);
  const names = [...new Set(clues.flatMap((found) => [...found.keys()]))];
  const sideOf = (name: string) => clues.find((found) => found.has(name))?.get(name)?.side;
  const ballots = names.filter((name) => sideOf(name) === 'ballot');
  const tickets = names.filter((name) => sideOf(name) === 'ticket');
  return [
    ...names.flatMap((name) =>
      judge(
        `${name} ~ order of casting`,
        clues.map((found) => withOrder(found.get(name))),
      ),
    ),
    ...ballots.flatMap((ballot) =>
      tickets.flatMap((ticket) =>
        judge(
          `${ballot} ~ ${ticket}`,
          clues.map((found) => withEachOther(found.get(ballot), found.get(ticket))),
        ),
      ),
    ),
  ];
}

function cluesByName(election: Election): ReadonlyMap<string, Clue> {
  const clues = [...byteClues(election), ...rowClues(election)];
  return new Map(clues.map((clue) => [`${clue.side}: ${clue.name}`, clue]));
}

function withOrder(clue: Clue | undefined): Pairing {
  return (clue?.values ?? []).flatMap((value, order) => (value === null ? [] : [[value, order]]));
}

function withEachOther(one: Clue | undefined, other: Clue | undefined): Pairing {
  return (one?.values ?? []).flatMap((value, vote) => {
    const second = other?.values[vote] ?? null;
    return value === null || second === null ? [] : [[value, second]];
  });
}

function judge(what: string, pairings: readonly Pairing[]): readonly Finding[] {
  const telling = pairings.filter((pairs) => pairs.length >= FEWEST_VOTES);
  const correlations = telling.map(correlation);
  const sum = correlations.reduce((total, one) => total + one, 0);
  const squares = correlations.reduce((total, one) => total + one * one, 0);
  const near = telling.reduce((total, pairs) => total + neighbours(pairs), 0);
  const scaled = sum / Math.sqrt(ELECTIONS);
  return [
    ...(Math.abs(scaled) > MOST_CORRELATION ? [{ what, how: `correlation ${scaled}` }] : []),
    ...(squares > MOST_SQUARES ? [{ what, how: `squares of correlations ${squares}` }] : []),
    ...(near > MOST_NEIGHBOURS ? [{ what, how: `neighbours ${near}` }] : []),
  ];
}
