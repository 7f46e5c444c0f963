import { CADDY, REDIS_SERVER, requirePrograms } from '../required-programs.ts';

export function setup(): void {
  requirePrograms([CADDY, REDIS_SERVER]);
}
