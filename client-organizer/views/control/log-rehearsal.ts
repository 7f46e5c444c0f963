import type { LogEntry } from '../../../shared/protocol/organizer.ts';

/**
 * [PHASE-4] For each entry, newest last, whether it was made within a rehearsal. Read backwards from
 * `rehearsal`, the state after the last entry: the log begins anywhere, but always ends now.
 */
export function rehearsedEntries(log: readonly LogEntry[], rehearsal: boolean): readonly boolean[] {
  let within = rehearsal;
  return [...log]
    .reverse()
    .map(({ event }) => {
      if (event === 'rehearsal_ended') within = true;
      const marked = within;
      if (event === 'rehearsal_started') within = false;
      return marked && event !== 'rehearsal_ended' && event !== 'rehearsal_started';
    })
    .reverse();
}
