import { textWidth } from './text-width.ts';

const MARK = '…';
/** What is left of a unit must still read as a name: `单位一`, not `一`. */
const CHARACTERS_LEAST = 3;
/** Fewer characters before the mark say nothing. */
const HEAD_LEAST = 2;
/** Making names differ may make others alike; the place in the order tells those apart that still are. */
const ROUNDS_MOST = 4;
/** What stands together when lines break, so that a line may end before it is full. */
const UNBROKEN = /[!-~（）《》〈〉「」『』【】“”、，。：；·]+/g;

/**
 * [SCREEN-4] What a board shows of each unit in a place of so many em: the name where all of them fit. Else a
 * beginning that all share is left out; what still does not fit is cut at its end, or in its middle
 * where different units would look the same.
 */
export function shortUnits(units: readonly string[], room: number): ReadonlyMap<string, string> {
  const names = [...new Set(units)];
  if (names.every((name) => fits(name, room))) return new Map(names.map((name) => [name, name]));
  const shared = sharedBeginning(names);
  const rests = names.map((name) => (shared > 0 ? MARK : '') + name.slice(shared));
  const shown = toldApart(rests, room);
  return new Map(names.map((name, place) => [name, shown[place] ?? name]));
}

/** The width of a text in em, with what its lines may lose at their ends. */
export function unitWidthOf(text: string): number {
  const unbroken = (text.match(UNBROKEN) ?? []).map(textWidth);
  return textWidth(text) + (unbroken.length > 0 ? Math.max(1, ...unbroken) : 0);
}

function fits(text: string, room: number): boolean {
  return unitWidthOf(text) <= room;
}

function toldApart(names: readonly string[], room: number): readonly string[] {
  const left = names.map(() => 0);
  let shown = names.map((name) => cut(name, 0, room));
  for (let round = 0; round < ROUNDS_MOST; round += 1) {
    const alike = groupsOfAlike(shown);
    if (alike.length === 0) break;
    for (const places of alike) {
      const shared = sharedBeginning(places.map((place) => names[place] ?? ''));
      for (const place of places) left[place] = shared;
    }
    shown = names.map((name, place) => cut(name, left[place] ?? 0, room));
  }
  return shown;
}

function groupsOfAlike(shown: readonly string[]): readonly (readonly number[])[] {
  const places = new Map<string, number[]>();
  for (const [place, text] of shown.entries())
    places.set(text, [...(places.get(text) ?? []), place]);
  return [...places.values()].filter(({ length }) => length > 1);
}

/** `from` is where the part begins that tells this name from others; as much stands before as fits. */
function cut(name: string, from: number, room: number): string {
  if (fits(name, room)) return name;
  if (from === 0) return longestHead(name, MARK, room) + MARK;
  const rest = MARK + cut(name.slice(from), 0, room - textWidth(MARK));
  const head = longestHead(name.slice(0, from), rest, room);
  return head.length < HEAD_LEAST ? rest : head + rest;
}

/** As much of the beginning as there is room for before `tail`. */
function longestHead(text: string, tail: string, room: number): string {
  const characters = [...text];
  while (characters.length > 0 && !fits(characters.join('') + tail, room)) characters.pop();
  return characters.join('');
}

/** How many characters all begin with, to the end of a word where there is one. */
function sharedBeginning(names: readonly string[]): number {
  const [first = ''] = names;
  const same = names.reduce(
    (length, name) => Math.min(length, sharedLength(first, name)),
    Infinity,
  );
  const shortest = Math.min(...names.map(({ length }) => length));
  const most = Math.min(same, shortest - CHARACTERS_LEAST);
  const ends = [...segmenter.segment(first)]
    .map(({ index, segment }) => index + segment.length)
    .filter((end) => end <= most);
  return Math.max(0, ends.at(-1) ?? most);
}

function sharedLength(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}

const segmenter = new Intl.Segmenter('zh-CN', { granularity: 'word' });
