import { cpus, loadavg, totalmem, type } from 'node:os';
import { type Alignment, alignColumns } from '../aligned-columns.ts';
import type { Row } from './figures.ts';

/** Where and when figures were measured. */
export interface Surroundings {
  readonly command: string;
  /** `2026-01-31` */
  readonly date: string;
  readonly machine: string;
  /** Load average of the machine's last minute before the run: others at work spoil the figures. */
  readonly loadBefore: number;
}

/** Above this, something else was using about a third of a processor. */
const QUIET_LOAD = 0.5;

const HEADINGS = ['measured', 'figure', 'against', 'ratio', 'target', 'met'] as const;
const ALIGNMENTS: readonly Alignment[] = HEADINGS.map(() => 'left');

/** `script` is the one of package.json that `words` were given to. */
export function surroundings(script: string, words: readonly string[], now: Date): Surroundings {
  const [processor] = cpus();
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  return {
    command: [`npm run ${script}`, ...(words.length > 0 ? ['--', ...words] : [])].join(' '),
    date: now.toISOString().slice(0, 10),
    machine: `${processor?.model.trim()}, ${cpus().length} cores, ${gigabytes} GB, ${type()}, Node ${process.versions.node}`,
    loadBefore: loadavg()[0] ?? 0,
  };
}

/** The table for a terminal. */
export function reportLines(rows: readonly Row[]): readonly string[] {
  return alignColumns([[...HEADINGS], ...rows.map(cells)], ALIGNMENTS);
}

/** The table for a document. */
export function markdownLines(rows: readonly Row[]): readonly string[] {
  const table = [[...HEADINGS], HEADINGS.map(() => '---'), ...rows.map(cells)];
  return table.map((row) => `| ${row.join(' | ')} |`);
}

/** docs/performance.md, whole: nobody edits it by hand. */
export function performancePage(rows: readonly Row[], where: Surroundings): string {
  return `# Performance

Written by \`${where.command}\` on ${where.date}.
Machine: ${where.machine}. ${loadSentence(where.loadBefore)}

${markdownLines(rows).join('\n')}

## How to read it

Machines differ, so what counts is the ratio: both sides of it are measured in the same run, in
turns, by the same load generator on the same processors. A ratio is the median over the rounds, with
the least and the most in brackets.

- **Durable votes.** Every phone is a connection of its own with a ticket of its own. All of them
  cast at once; the time runs from the first word sent to the last receipt. A receipt means that the
  ballot is on the disk. The bare server is Socket.IO with the server's own options: it acknowledges
  the same words without reading or keeping them. Between rounds the round is voided, which makes
  the tickets fresh again. After each round the server must count exactly the ballots that were
  acknowledged, or the run fails.
- **From cast to screen.** Until a screen has received the snapshot that contains the ballot.
  Snapshots are sent at most ten times a second, which is most of this time.
- **Memory per phone.** Growth of the resident memory of the server's process from before the phones
  connect until all are connected and waiting, garbage collected before both readings.
- **Full box.** The same votes go to two servers in turns, one with a nearly empty box and one with a
  full one; and the time from starting the process until a phone with a ticket is let in, the box
  recounted by then.

The load generator runs on the same processors as the server, so a machine with more cores will show
higher figures. Whatever else the machine was doing makes times longer, and processor times hardly: on
a busy machine they say more.
`;
}

/** A run that had the processors to itself begins with next to no load. */
function loadSentence(load: number): string {
  const text = `Load average before the run: ${load.toFixed(1)}.`;
  if (load < QUIET_LOAD) return text;
  return `${text} **The machine was busy with other things: times and what is met or not met mean little, processor times and memory more.**`;
}

function cells(row: Row): readonly string[] {
  return [row.what, row.figure, row.baseline, row.ratio, row.target, metWord(row.met)];
}

function metWord(met: boolean | null): string {
  if (met === null) return '';
  return met ? 'met' : 'not met';
}
