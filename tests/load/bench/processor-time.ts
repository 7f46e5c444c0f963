import { readFile } from 'node:fs/promises';

const TICKS_A_SECOND = 100;

/**
 * ms of processor time that a process has used so far, in steps of ten: utime and stime of proc(5).
 * The name before them may contain anything, brackets included.
 */
export async function processorMs(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS_A_SECOND;
}
