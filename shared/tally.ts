import { ballotSize, type Marks, type Shape, unpackBallot } from './ballot.ts';

/**
 * 计票: counts by presenter, item, group and grade, the last count of a cell being the blanks.
 * Flat, so that a store can keep it as one fixed-size record; `cellStart` finds a cell.
 */
export interface Tally {
  readonly shape: Shape;
  readonly counts: Uint32Array;
  /** Ballots in the box (收回), by group. */
  readonly returned: Uint32Array;
  /** Ballots without a single grade (弃权票), by group; contained in `returned`. */
  readonly blank: Uint32Array;
}

export function emptyTally(shape: Shape): Tally {
  return {
    shape,
    counts: new Uint32Array(shape.presenters * shape.items * shape.groups * (shape.grades + 1)),
    returned: new Uint32Array(shape.groups),
    blank: new Uint32Array(shape.groups),
  };
}

export function copyTally(tally: Tally): Tally {
  return {
    shape: tally.shape,
    counts: tally.counts.slice(),
    returned: tally.returned.slice(),
    blank: tally.blank.slice(),
  };
}

/** Where the counts of one presenter, item and group begin; `grades + 1` of them follow. */
export function cellStart(shape: Shape, presenter: number, item: number, group: number): number {
  return ((presenter * shape.items + item) * shape.groups + group) * (shape.grades + 1);
}

/** The counts of one cell: one a grade, then the blanks. */
export function cellCounts(
  tally: Tally,
  presenter: number,
  item: number,
  group: number,
): readonly number[] {
  const start = cellStart(tally.shape, presenter, item, group);
  return Array.from(tally.counts.subarray(start, start + tally.shape.grades + 1));
}

/** Adds one ballot in place: the box and its tally change together, in the store, and nowhere else. */
export function addBallot(tally: Tally, group: number, marks: Marks): void {
  const { shape, counts, returned, blank } = tally;
  for (let cell = 0; cell < ballotSize(shape); cell++) {
    const at = (cell * shape.groups + group) * (shape.grades + 1) + (marks[cell] as number);
    counts[at] = (counts[at] as number) + 1;
  }
  returned[group] = (returned[group] as number) + 1;
  if (marks.every((mark) => mark === shape.grades)) blank[group] = (blank[group] as number) + 1;
}

/** [SCORE-7] The tally of two boxes together. Both must have the same shape. */
export function addTallies(one: Tally, other: Tally): Tally {
  return {
    shape: one.shape,
    counts: addEach(one.counts, other.counts),
    returned: addEach(one.returned, other.returned),
    blank: addEach(one.blank, other.blank),
  };
}

function addEach(one: Uint32Array, other: Uint32Array): Uint32Array {
  return one.map((count, index) => count + (other[index] as number));
}

/** Counts a box anew from its slots, empty ones included; the order of slots does not matter. */
export function recount(
  slots: Iterable<{ readonly group: number; readonly bytes: Uint8Array }>,
  shape: Shape,
): Tally {
  const tally = emptyTally(shape);
  for (const { group, bytes } of slots) {
    const marks = unpackBallot(bytes, shape);
    if (marks !== null) addBallot(tally, group, marks);
  }
  return tally;
}

export function sameTally(one: Tally, other: Tally): boolean {
  return (
    sameNumbers(one.counts, other.counts) &&
    sameNumbers(one.returned, other.returned) &&
    sameNumbers(one.blank, other.blank)
  );
}

function sameNumbers(one: Uint32Array, other: Uint32Array | readonly number[]): boolean {
  return one.length === other.length && one.every((count, index) => count === other[index]);
}

/** Whether every figure of `part` is at most that of `whole`: ballots of it may have been counted first. */
export function isPartOf(part: Tally, whole: Tally): boolean {
  return (
    noneExceeds(part.counts, whole.counts) &&
    noneExceeds(part.returned, whole.returned) &&
    noneExceeds(part.blank, whole.blank)
  );
}

function noneExceeds(part: Uint32Array, whole: Uint32Array): boolean {
  return (
    part.length === whole.length && part.every((count, index) => count <= (whole[index] as number))
  );
}

/** One fixed-size record for a store, whose size depends on the shape alone. */
export function packTally(tally: Tally): Uint8Array {
  const words = new Uint32Array([...tally.returned, ...tally.blank, ...tally.counts]);
  return new Uint8Array(words.buffer);
}

/** The way back. Throws when the record does not fit the shape: a damaged store. */
export function unpackTally(bytes: Uint8Array, shape: Shape): Tally {
  const empty = emptyTally(shape);
  const length = empty.counts.length + 2 * shape.groups;
  if (bytes.length !== length * 4) throw new Error('tally damaged: record of wrong size');
  // A copy: a Buffer's `slice` is none, and its memory is shared with others.
  const words = new Uint32Array(new Uint8Array(bytes).buffer);
  return {
    shape,
    returned: words.slice(0, shape.groups),
    blank: words.slice(shape.groups, 2 * shape.groups),
    counts: words.slice(2 * shape.groups),
  };
}

/** A tally as plain numbers, without its shape. */
export interface TallyFigures {
  readonly counts: readonly number[];
  readonly returned: readonly number[];
  readonly blank: readonly number[];
}

export function tallyFigures({ counts, returned, blank }: Tally): TallyFigures {
  return { counts: [...counts], returned: [...returned], blank: [...blank] };
}

/** Whether these are the figures of that tally, its shape included. */
export function hasFigures(tally: Tally, { counts, returned, blank }: TallyFigures): boolean {
  return (
    sameNumbers(tally.counts, counts) &&
    sameNumbers(tally.returned, returned) &&
    sameNumbers(tally.blank, blank)
  );
}

export function returnedInAll(tally: Tally): number {
  return tally.returned.reduce((sum, count) => sum + count, 0);
}
