import { parentPort, workerData } from 'node:worker_threads';
import type { ResultTable } from '../../shared/protocol/result-table.ts';
import { resultWorkbook } from './workbook.ts';

/** Runs in a thread of its own (see write-workbook.ts). */
parentPort?.postMessage(await resultWorkbook(workerData as ResultTable));
