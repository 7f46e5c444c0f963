import { performance } from 'node:perf_hooks';
import { parentPort } from 'node:worker_threads';
import { type Findings, Fleet, type PhoneLot, type Progress } from './fleet.ts';
import type { Scenario } from './scenario.ts';

/** What a worker is ordered to do; `prepare` comes first, `finish` last. Moments of `machineNow`. */
export type Order =
  | { readonly order: 'prepare'; readonly scenario: Scenario; readonly lots: readonly PhoneLot[] }
  | { readonly order: 'arrive'; readonly from: number }
  | { readonly order: 'vote'; readonly from: number }
  | { readonly order: 'askOnceMore'; readonly patienceMs: number }
  | { readonly order: 'finish' };

export type Report =
  | { readonly report: 'progress'; readonly progress: Progress }
  | { readonly report: 'asked' }
  /** `busy`: which part of its time this worker had work to do. */
  | { readonly report: 'findings'; readonly findings: Findings; readonly busy: number };

const PROGRESS_EVERY_MS = 250;

/** A thread, or a process where a single one may not open enough connections. */
function tell(report: Report): void {
  if (parentPort === null) process.send?.(report);
  else parentPort.postMessage(report);
}

function follow(fleet: Fleet): (order: Order) => void {
  const begin = performance.eventLoopUtilization();
  const timer = setInterval(
    () => tell({ report: 'progress', progress: fleet.progress() }),
    PROGRESS_EVERY_MS,
  );
  return (order) => {
    switch (order.order) {
      case 'prepare':
        throw new Error('prepared already');
      case 'arrive':
        return fleet.arriveFrom(order.from);
      case 'vote':
        return fleet.voteFrom(order.from);
      case 'askOnceMore':
        return void fleet.askOnceMore(order.patienceMs).then(() => tell({ report: 'asked' }));
      case 'finish': {
        clearInterval(timer);
        const { utilization } = performance.eventLoopUtilization(begin);
        return tell({ report: 'findings', findings: fleet.finish(), busy: utilization });
      }
    }
  };
}

let act = (order: Order): void => {
  if (order.order !== 'prepare') throw new Error('not prepared');
  act = follow(new Fleet(order.scenario, order.lots));
};
const hear = (order: Order): void => act(order);
if (parentPort === null) process.on('message', (order) => hear(order as Order));
else parentPort.on('message', hear);
