import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The functions, under a name that holds a hash of their text: servers of two versions can use one
 * Redis while it is upgraded, each with its own.
 */
const SOURCE = readFileSync(join(import.meta.dirname, 'library.lua'), 'utf8');
const NAME = `pingyi_${createHash('sha256').update(SOURCE).digest('hex').slice(0, 12)}`;

/** For FUNCTION LOAD. */
export const LIBRARY = SOURCE.replaceAll('LIBRARY', NAME);

export type FunctionName =
  | 'create'
  | 'cast'
  | 'change'
  | 'mint'
  | 'void'
  | 'save_shown'
  | 'reorder_box'
  | 'delete'
  | 'claim_ticket'
  | 'forget_ticket'
  | 'claim_link'
  | 'forget_link'
  | 'scrubbed'
  | 'unlist'
  | 'append_log'
  | 'add_link'
  | 'revoke_link'
  | 'import';
export type ReadOnlyFunctionName = 'read' | 'open_box' | 'export';

/** As FCALL wants it. */
export function functionName(name: FunctionName | ReadOnlyFunctionName): string {
  return `${NAME}_${name}`;
}
