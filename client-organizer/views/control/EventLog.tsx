import type { LogEntry } from '../../../shared/protocol/organizer.ts';
import { timeOfDay } from './clock-words.ts';
import { logLine } from './log-words.ts';

/** [PHASE-2] What has happened, newest first: what someone looks for has just happened. */
export function EventLog({ log }: { readonly log: readonly LogEntry[] }) {
  return (
    <section class="section" aria-labelledby="event-log">
      <h2 id="event-log">会议记录</h2>
      <div class="event-log-frame">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard */}
        <ol class="event-log" tabIndex={0} aria-labelledby="event-log">
          {[...log].reverse().map((entry, index) => (
            <li key={`${entry.at} ${log.length - index}`} class="event-line">
              <time class="event-time" dateTime={new Date(entry.at).toISOString()}>
                {timeOfDay(entry.at)}
              </time>
              <span>
                {logLine(entry)}
                {entry.role === 'server' && <span class="event-role">（自动）</span>}
              </span>
            </li>
          ))}
        </ol>
      </div>
    </section>
  );
}
