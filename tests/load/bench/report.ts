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

function cells(row: Row): readonly string[] {
  return [row.what, row.figure, row.baseline, row.ratio, row.target, metWord(row.met)];
}

function metWord(met: boolean | null): string {
  if (met === null) return '';
  return met ? 'met' : 'not met';
}
