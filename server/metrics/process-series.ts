import { Counter, Gauge, type Registry } from 'prom-client';
import { ROLES, type Role } from '../../shared/protocol/health.ts';

export interface ProcessFigures {
  readonly version: string;
  readonly connections: () => Readonly<Record<Role, number>>;
  /** In ms, of the last minute. */
  readonly lag: () => { readonly typical: number; readonly worst: number };
  readonly storageWorks: () => boolean;
  readonly lossy: () => boolean;
}

/** What holds at the moment at which it is read; no cast moves any of it. */
export function processSeries(registry: Registry, figures: ProcessFigures): void {
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  new Gauge({
    name: 'pingyi_connections',
    help: 'Connected pages by kind.',
    labelNames: ['role'],
    registers: [registry],
    collect() {
      const connections = figures.connections();
      for (const role of ROLES) this.set({ role }, connections[role]);
    },
  });
  new Gauge({
    name: 'pingyi_build_info',
    help: 'Always 1; the label says which version runs.',
    labelNames: ['version'],
    registers: [registry],
  }).set({ version: figures.version }, 1);
  gauge('pingyi_storage_up', '1 while the store takes votes, else 0.', () =>
    figures.storageWorks() ? 1 : 0,
  );
  gauge('pingyi_storage_lossy', '1 where the store may lose acknowledged votes, else 0.', () =>
    figures.lossy() ? 1 : 0,
  );
  gauge(
    'pingyi_event_loop_lag_typical_seconds',
    'How late the event loop was in the middle one of the last sixty seconds.',
    () => figures.lag().typical / 1000,
  );
  gauge(
    'pingyi_event_loop_lag_worst_seconds',
    'How late the event loop was at worst in the last minute.',
    () => figures.lag().worst / 1000,
  );
  new Counter({
    name: 'process_cpu_seconds_total',
    help: 'Processor time in all.',
    registers: [registry],
    collect() {
      this.reset();
      this.inc(cpuSeconds());
    },
  });
  gauge('process_resident_memory_bytes', 'Memory in all.', () => process.memoryUsage.rss());
  gauge('nodejs_heap_size_used_bytes', 'Memory of objects.', () => process.memoryUsage().heapUsed);
  gauge(
    'process_start_time_seconds',
    'When the process was started.',
    () => Date.now() / 1000 - process.uptime(),
  );
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
