import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathOf, SET_CLOCK } from '../required-programs.ts';

/**
 * The time of day that one process sees, set from outside while it runs, as when somebody sets the
 * clock of the machine. The clock that only goes forward, by which timers run, is left alone: a
 * kernel does not let it be set either.
 */
export class MachineClock {
  readonly #file: string;
  /** For the process whose clock it is. */
  readonly environment: Readonly<Record<string, string>>;

  constructor(folder: string) {
    this.#file = join(folder, 'clock');
    this.environment = {
      LD_PRELOAD: pathOf(SET_CLOCK),
      FAKETIME_TIMESTAMP_FILE: this.#file,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    };
    this.set(0);
  }

  /** Apart from the right time by so many hours, behind it when negative. */
  set(hours: number): void {
    writeFileSync(this.#file, `${hours < 0 ? '-' : '+'}${Math.abs(hours)}h\n`);
  }
}
