import type { Random } from '../load/seeded-random.ts';
import { between, oneOf } from './fault-run.ts';

/** Stands in what is sent, so that it can be looked for where it must not be. */
export const CANARY = 'canary-7f3a9c';

export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [name: string]: Json };

const ODD: readonly Json[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  2 ** 53,
  '',
  ' ',
  '0',
  '\u0000',
  '\ud800',
  '𠮷😀',
  '=1+1',
  '../../etc/passwd',
  '<script>',
  "' OR 1=1 --",
  CANARY,
  CANARY.repeat(800),
  [],
  {},
  [[[[[[]]]]]],
  { __proto__: CANARY, constructor: { prototype: 1 } },
  { length: 1e9 },
  Array.from({ length: 1300 }, () => 0),
];

/** A few changes somewhere within: parts that are replaced, taken away, doubled or made up. */
export function mutateJson(random: Random, value: Json): Json {
  let mutated = value;
  for (let times = between(random, 1, 3); times > 0; times--) mutated = mutateOnce(random, mutated);
  return mutated;
}

function mutateOnce(random: Random, value: Json): Json {
  if (typeof value !== 'object' || value === null || random() < 0.15) return oneOf(random, ODD);
  if (isList(value)) return mutateList(random, value);
  const names = Object.keys(value);
  const name = names.length === 0 ? CANARY : oneOf(random, names);
  const { [name]: part = null, ...rest } = value;
  if (random() < 0.15) return rest;
  if (random() < 0.15) return { ...value, [oneOf(random, [CANARY, '', 'toString'])]: part };
  return { ...rest, [name]: mutateOnce(random, part) };
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function mutateList(random: Random, list: readonly Json[]): Json {
  if (list.length === 0) return [oneOf(random, ODD)];
  const place = between(random, 0, list.length - 1);
  if (random() < 0.2) return list.toSpliced(place, 1);
  if (random() < 0.2) return list.toSpliced(place, 0, ...list.slice(place));
  return list.with(place, mutateOnce(random, list[place] ?? null));
}

/** A few characters changed, put in or left out, or the end cut off. */
export function mutateText(random: Random, text: string): string {
  const characters = [...text];
  for (let times = between(random, 1, 6); times > 0; times--) {
    const place = between(random, 0, characters.length);
    const odd = String.fromCharCode(between(random, 0, random() < 0.7 ? 0x7f : 0xffff));
    characters.splice(place, between(random, 0, 3), ...(random() < 0.6 ? [odd] : []));
  }
  return random() < 0.2
    ? characters.slice(0, between(random, 0, characters.length)).join('')
    : characters.join('');
}

export function randomBytesOf(random: Random, most: number): Buffer {
  return Buffer.from(
    Array.from({ length: between(random, 1, most) }, () => between(random, 0, 255)),
  );
}
