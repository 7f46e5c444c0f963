import { describe, expect, it } from 'vitest';
import { MEASUREMENTS, readBenchRequest } from '../../../load/bench/options.ts';

describe('npm run bench', () => {
  it('measures everything unless told otherwise', () => {
    const request = readBenchRequest([]);
    expect(request).toMatchObject({ kind: 'run', options: { measurements: MEASUREMENTS } });
    const some = readBenchRequest(['--only', 'parts,votes', '--quick', '--phones', '10']);
    expect(some).toMatchObject({
      kind: 'run',
      options: { measurements: ['votes', 'parts'], phones: 10, rounds: 3, write: false },
    });
  });

  it('writes no page from which something is missing', () => {
    expect(readBenchRequest(['--write'])).toMatchObject({ kind: 'run' });
    expect(readBenchRequest(['--write', '--only', 'votes'])).toMatchObject({ kind: 'mistake' });
  });

  it('names what it does not know', () => {
    for (const words of [['--only', 'speed'], ['--phones', '9'], ['--fast'], ['--rounds']])
      expect(readBenchRequest(words)).toMatchObject({ kind: 'mistake' });
  });
});
