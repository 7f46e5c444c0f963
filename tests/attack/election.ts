/** What an attacker may know of one vote, and looks for in the files: each of these is unique. */
export interface Vote {
  /** As it lies in the box. */
  readonly ballot: Buffer;
  readonly commitment: Buffer;
  readonly inner: Buffer;
  readonly receipt: Buffer;
}

/** Bytes are a Buffer. */
export type Value = number | string | Uint8Array | bigint | null;

/** Records in the order in which the store gives them, with everything that stands beside each. */
export interface Table {
  readonly name: string;
  readonly rows: readonly Readonly<Record<string, Value>>[];
}

/** What a store left, and the votes in the order in which they were truly cast. */
export interface Election {
  /** Everything in it, in folders below it as well, is searched byte by byte. */
  readonly folder: string;
  /** The same and more, as somebody reads it who knows the store. */
  readonly tables: readonly Table[];
  readonly votes: readonly Vote[];
}

/** The two halves that nothing may join (SECRET-1): what was voted, and whose paper it was. */
export const SIDES = {
  ballot: ['ballot'],
  ticket: ['commitment', 'inner', 'receipt'],
} as const satisfies Record<string, readonly (keyof Vote)[]>;

export type Side = keyof typeof SIDES;

/**
 * One thing that can be read off the files for each vote, by its place in the true order: a position,
 * a key, a time. Null where the files say nothing of that vote.
 */
export interface Clue {
  readonly name: string;
  readonly side: Side;
  readonly values: readonly (number | null)[];
}
