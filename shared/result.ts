import type { Code } from './protocol/codes.ts';

/**
 * What can go wrong for a user is a value, not an exception: plain JSON, so that an
 * acknowledgement or an HTTP answer can carry it unchanged.
 */
export interface Refusal {
  readonly ok: false;
  readonly code: Code;
  /** Where in the input, as people name it (`比重分值合计`, `第 3 行`); absent where the code says all. */
  readonly field?: string;
  /** Chinese text to show instead of the code's own, where figures make it clearer. */
  readonly message?: string;
}

export type Result<Value> = { readonly ok: true; readonly value: Value } | Refusal;

export function ok<Value>(value: Value): Result<Value> {
  return { ok: true, value };
}

export function refuse(code: Code, field?: string, message?: string): Refusal {
  return {
    ok: false,
    code,
    ...(field === undefined ? {} : { field }),
    ...(message === undefined ? {} : { message }),
  };
}
