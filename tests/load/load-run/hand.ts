import { fork } from 'node:child_process';
import { Worker } from 'node:worker_threads';
import { undoAtExit } from '../bench/leftovers.ts';
import type { Progress } from './fleet.ts';
import type { Order, Report } from './worker.ts';

export type HandKind = 'thread' | 'process';

/** One worker, as the main thread has it. */
export interface Hand {
  readonly tell: (order: Order) => void;
  readonly progress: () => Progress;
  /** Both reject when the worker breaks. */
  readonly asked: Promise<unknown>;
  readonly findings: Promise<Extract<Report, { report: 'findings' }>>;
  /** Ends it, whatever it is at. */
  readonly dismiss: () => void;
}

export const NO_PROGRESS: Progress = {
  phones: 0,
  present: 0,
  entered: 0,
  receipts: 0,
  refusals: 0,
};

const SCRIPT = new URL('worker.ts', import.meta.url);

export function hire(kind: HandKind): Hand {
  const asked = Promise.withResolvers<void>();
  const findings = Promise.withResolvers<Extract<Report, { report: 'findings' }>>();
  // Whoever waits hears of a broken worker; while nobody does, it must not end the program.
  asked.promise.catch(() => {});
  findings.promise.catch(() => {});
  let progress = NO_PROGRESS;
  const link = kind === 'thread' ? startThread : startProcess;
  const { tell, dismiss } = link(
    (report) => {
      switch (report.report) {
        case 'progress':
          progress = report.progress;
          break;
        case 'asked':
          asked.resolve();
          break;
        case 'findings':
          findings.resolve(report);
      }
    },
    (error) => {
      asked.reject(error);
      findings.reject(error);
    },
  );
  return {
    tell,
    dismiss,
    progress: () => progress,
    asked: asked.promise,
    findings: findings.promise,
  };
}

type Start = (
  hear: (report: Report) => void,
  broke: (error: Error) => void,
) => Pick<Hand, 'tell' | 'dismiss'>;

const startThread: Start = (hear, broke) => {
  const thread = new Worker(SCRIPT);
  thread.on('message', hear);
  thread.on('error', broke);
  thread.on('exit', () => broke(new Error('a worker ended too early')));
  return {
    tell: (order) => thread.postMessage(order),
    dismiss: () => void thread.terminate(),
  };
};

const startProcess: Start = (hear, broke) => {
  const child = fork(SCRIPT, { serialization: 'advanced' });
  const end = undoAtExit(() => child.kill('SIGKILL'));
  child.on('message', (report) => hear(report as Report));
  child.on('error', broke);
  child.on('exit', () => broke(new Error('a worker ended too early')));
  return {
    tell: (order) => child.send(order),
    dismiss: end,
  };
};
