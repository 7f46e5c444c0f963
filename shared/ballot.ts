import { ok, type Result, refuse } from './result.ts';
import type { Rule } from './rule.ts';

/** The four lengths that fix the size of a ballot and of a tally. */
export interface Shape {
  readonly presenters: number;
  readonly items: number;
  readonly groups: number;
  readonly grades: number;
}

/**
 * One number a cell, presenter by presenter, within a presenter item by item: the index of the
 * grade, or the number of grades for a blank (弃权).
 */
export type Marks = readonly number[];

export function shapeOf(rule: Rule, presenters: number): Shape {
  return {
    presenters,
    items: rule.items.length,
    groups: rule.groups.length,
    grades: rule.grades.length,
  };
}

/** The mark that means 弃权. */
export function blankMark(shape: Shape): number {
  return shape.grades;
}

/** Bytes of one slot of the ballot box: one a cell, so that every ballot has the same size (SECRET-1). */
export function ballotSize(shape: Shape): number {
  return shape.presenters * shape.items;
}

/** [CAST-5] All or nothing: every cell marked and in range, or a named refusal. */
export function checkMarks(marks: Marks, shape: Shape, rule: Rule): Result<Marks> {
  const cells = ballotSize(shape);
  if (marks.length < cells) return refuse('marks_missing');
  if (marks.length > cells) return refuse('marks_extra');
  const most = rule.blank === 'allowed' ? blankMark(shape) : shape.grades - 1;
  for (const mark of marks) {
    if (!Number.isInteger(mark) || mark < 0 || mark > shape.grades)
      return refuse('mark_out_of_range');
    if (mark > most) return refuse('blank_refused');
  }
  return ok(marks);
}

/** Packs checked marks. 0 stays free to mean an empty slot, so a mark is stored as mark + 1. */
export function packBallot(marks: Marks): Uint8Array {
  const bytes = new Uint8Array(marks.length);
  // A plain loop, as this runs for every vote: `Uint8Array.from` with a function takes 30 times as long.
  for (let cell = 0; cell < marks.length; cell++) bytes[cell] = (marks[cell] as number) + 1;
  return bytes;
}

/** The way back; null for an empty slot. Throws on bytes that no checked ballot has: a damaged box. */
export function unpackBallot(bytes: Uint8Array, shape: Shape): Marks | null {
  if (bytes.length !== ballotSize(shape)) throw new Error('ballot box damaged: slot of wrong size');
  if (bytes.every((byte) => byte === 0)) return null;
  return Array.from(bytes, (byte) => {
    if (byte < 1 || byte > shape.grades + 1)
      throw new Error('ballot box damaged: mark out of range');
    return byte - 1;
  });
}
