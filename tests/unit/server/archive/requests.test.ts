import { expect, test } from 'vitest';
import { readExportRequest, readImportRequest } from '../../../../server/archive/requests.ts';

const ID = 'abcdefgh1234';

test.each([
  [[], { kind: 'list' }],
  [['--help'], { kind: 'help' }],
  [['--meeting', ID], { kind: 'export', meeting: ID, to: `meeting-${ID}.json` }],
  [['--to=x.json', `--meeting=${ID}`], { kind: 'export', meeting: ID, to: 'x.json' }],
])('export-meeting %j', (words, request) => {
  expect(readExportRequest(words)).toEqual(request);
});

test.each([
  [['--to', 'x.json']],
  [['--meeting']],
  [['--meeting', '../../etc']],
  [['--meeting', ID, 'x.json']],
  [['--force', '--meeting', ID]],
])('export-meeting %j is a mistake', (words) => {
  const message = expect.stringMatching(/\p{Script=Han}/u);
  expect(readExportRequest(words)).toEqual({ kind: 'mistake', message });
});

test.each([
  [['x.json'], { kind: 'import', file: 'x.json' }],
  [['--help'], { kind: 'help' }],
])('import-meeting %j', (words, request) => {
  expect(readImportRequest(words)).toEqual(request);
});

test.each([[[]], [['a.json', 'b.json']], [['--to', 'x.json']]])(
  'import-meeting %j is a mistake',
  (words) => {
    const message = expect.stringMatching(/\p{Script=Han}/u);
    expect(readImportRequest(words)).toEqual({ kind: 'mistake', message });
  },
);
