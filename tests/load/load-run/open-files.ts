import { spawnSync } from 'node:child_process';

/** What a process needs beside its connections: its modules, its database, its log. */
const BESIDE_CONNECTIONS = 60;
const OPEN_FILES = 'open_files';

/**
 * How many connections a process of this user may hold, after asking the system for `wanted`:
 * children inherit it. Infinity where the system sets no limit or does not tell.
 */
export function connectionsAllowed(wanted: number): number {
  if (limit() < wanted + BESIDE_CONNECTIONS && process.platform === 'linux') {
    const files = wanted + BESIDE_CONNECTIONS;
    spawnSync('prlimit', ['--pid', String(process.pid), `--nofile=${files}:${files}`]);
  }
  return limit() - BESIDE_CONNECTIONS;
}

function limit(): number {
  const { userLimits } = process.report.getReport() as {
    readonly userLimits?: Readonly<Record<string, { readonly soft: number | string }>>;
  };
  const soft = Number(userLimits?.[OPEN_FILES]?.soft);
  return Number.isFinite(soft) ? soft : Number.POSITIVE_INFINITY;
}
