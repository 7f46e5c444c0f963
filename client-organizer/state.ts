import { signal } from '@preact/signals';

/** Whether this browser may act. `signed-out` says whether a password can be used, and why if known. */
export type Session =
  | { readonly state: 'asking' }
  | { readonly state: 'signed-in' }
  | {
      readonly state: 'signed-out';
      readonly passwordEnabled: boolean;
      /** What went wrong at the last try, in words; null at the first visit. */
      readonly problem: string | null;
    }
  /** The server did not answer, so nobody knows. */
  | { readonly state: 'unreachable'; readonly problem: string };

export const session = signal<Session>({ state: 'asking' });
