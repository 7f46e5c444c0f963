import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type Clue, type Election, SIDES, type Side, type Vote } from './election.ts';

const PAGE = 4096;

/**
 * Clues of the raw bytes, whatever structure they belong to: pages, free pages, free space within
 * pages, frames of a journal. Within a page SQLite fills from the end, so the order of insertion is
 * the reverse order of offsets; in a journal the first copy tells when a record was written.
 */
export function byteClues({ folder, votes }: Election): readonly Clue[] {
  return filesIn(folder).flatMap((name) => {
    const content = readFileSync(join(folder, name));
    return (Object.keys(SIDES) as Side[]).flatMap((side) =>
      SIDES[side].flatMap((trace) => traceClues(`${name}: ${trace}`, side, content, votes, trace)),
    );
  });
}

/** Their paths from the folder, sorted. */
export function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

function traceClues(
  name: string,
  side: Side,
  content: Buffer,
  votes: readonly Vote[],
  trace: keyof Vote,
): readonly Clue[] {
  const places = votes.map((vote) => placesOf(content, vote[trace]));
  const clue = (what: string, of: (places: readonly number[]) => number | undefined): Clue => ({
    name: `${name}, ${what}`,
    side,
    values: places.map((found) => of(found) ?? null),
  });
  return [
    clue('number of copies', (found) => found.length),
    clue('first copy', (found) => found[0]),
    clue('last copy', (found) => found.at(-1)),
    clue('place in its page', (found) => withDefined(found.at(-1), (at) => at % PAGE)),
    clue('page, then from its end', (found) =>
      withDefined(found.at(-1), (at) => at - 2 * (at % PAGE) + PAGE),
    ),
  ];
}

export function placesOf(content: Buffer, needle: Buffer): readonly number[] {
  const places: number[] = [];
  for (let at = content.indexOf(needle); at >= 0; at = content.indexOf(needle, at + 1))
    places.push(at);
  return places;
}

function withDefined(value: number | undefined, of: (value: number) => number): number | undefined {
  return value === undefined ? undefined : of(value);
}
