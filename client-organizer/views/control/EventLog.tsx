import './event-log.css';
import type { LogEntry } from '../../../shared/protocol/organizer.ts';
import { timeOfDay } from './clock-words.ts';
import { rehearsedEntries } from './log-rehearsal.ts';
import { logLine } from './log-words.ts';

interface EventLogProps {
  readonly log: readonly LogEntry[];
  /** Of the same moment as the log. */
  readonly rehearsal: boolean;
}

/** [PHASE-2] What has happened, newest first: what someone looks for has just happened. */
export function EventLog({ log, rehearsal }: EventLogProps) {
  const rehearsed = rehearsedEntries(log, rehearsal);
  const newestFirst = log.map((entry, index) => ({ entry, index })).reverse();
  return (
    <section class="section" aria-labelledby="event-log">
      <h2 id="event-log">会议记录</h2>
      <div class="event-log-frame">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard */}
        <ol class="event-log" tabIndex={0} aria-labelledby="event-log">
          {newestFirst.map(({ entry, index }) => (
            <li key={`${entry.at} ${index}`} class="event-line">
              <time class="event-time" dateTime={new Date(entry.at).toISOString()}>
                {timeOfDay(entry.at)}
              </time>
              <span>
                {rehearsed[index] && <span class="event-rehearsal">演练</span>}
                {logLine(entry)}
              </span>
            </li>
          ))}
        </ol>
      </div>
    </section>
  );
}
