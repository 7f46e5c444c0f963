/** What passes between a test and the store that it runs in a process of its own. */

export type Order =
  /** Casts in waves; the casts of one wave arrive together. */
  | { readonly order: 'cast'; readonly from: number; readonly many: number; readonly wave: number }
  /** Tells of each ballot at once when the store has acknowledged it. */
  | { readonly order: 'storm'; readonly from: number; readonly many: number }
  | { readonly order: 'look' | 'pause' | 'close' | 'probe' | 'scrub' | 'reopen' | 'fill' | 'free' };

export interface Look {
  readonly phase: string;
  readonly revision: number;
  readonly spent: number;
  readonly returned: number;
  /** Whether the box counts to what is kept. */
  readonly sound: boolean;
}

/** To `cast` one word a cast: the port's outcome, or the code of `StorageUnavailable`. */
export type Answer = readonly string[] | Look | 'done' | { readonly failed: string };

/** The first answer of all comes when the store is open. */
export type Report = { readonly acknowledged: number } | { readonly answer: Answer };
