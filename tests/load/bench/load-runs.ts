import { readdir, readFile } from 'node:fs/promises';
import { z } from 'zod';

/** Null where there was nothing to measure, such as a screen. */
const latency = z.object({ p50: z.number().nullable(), p99: z.number().nullable() });

/** What the page quotes of a run of `npm run load`; there is more in the file. */
const loadRunSchema = z.object({
  command: z.string(),
  date: z.string(),
  machine: z.string(),
  phones: z.number(),
  acknowledged: z.number(),
  latencies: z.object({ arrival: latency, receipt: latency, screen: latency }),
  differences: z.array(z.unknown()),
});
export type LoadRun = z.infer<typeof loadRunSchema>;

/** All that were kept in this folder, by name; none where there is no such folder. */
export async function readLoadRuns(folder: URL): Promise<readonly LoadRun[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const files = names.filter((name) => name.endsWith('.json')).toSorted();
  return Promise.all(
    files.map(async (name) =>
      loadRunSchema.parse(JSON.parse(await readFile(new URL(name, folder), 'utf8'))),
    ),
  );
}

/** What of them is quoted on the page; nothing where no run was kept. */
export function loadSection(runs: readonly LoadRun[]): string {
  if (runs.length === 0) return '';
  const headings = ['command', 'phones', 'acknowledged', 'receipt', 'screen', 'differences'];
  const rows = runs.map(({ command, phones, acknowledged, latencies, differences }) => [
    `\`${command}\``,
    phones.toLocaleString('en'),
    acknowledged.toLocaleString('en'),
    latencyWords(latencies.receipt),
    latencyWords(latencies.screen),
    String(differences.length),
  ]);
  const table = [headings, headings.map(() => '---'), ...rows];
  const machines = [...new Set(runs.map(({ machine, date }) => `${machine}, on ${date}`))];
  return `
## Under load

From the files in docs/load, each written by the command beside it. ${machines.join('; ')}.

${table.map((line) => `| ${line.join(' | ')} |`).join('\n')}
`;
}

function latencyWords({ p50, p99 }: z.infer<typeof latency>): string {
  if (p50 === null || p99 === null) return '';
  return `p50 ${p50.toFixed(0)}, p99 ${p99.toFixed(0)} ms`;
}
