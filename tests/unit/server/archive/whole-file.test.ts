import { readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  MOST_FILE_BYTES,
  readWholeFile,
  writeWholeFile,
} from '../../../../server/archive/whole-file.ts';
import { testFolder } from '../../../faults/store-folder.ts';

test('[ARCHIVE-2] a file is for its owner alone, and alone in its folder', async () => {
  const folder = testFolder();
  const path = join(folder, 'meeting.json');
  expect(await writeWholeFile(path, '内容')).toEqual({ ok: true, value: null });
  expect(readFileSync(path, 'utf8')).toBe('内容');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['meeting.json']);
  expect(await readWholeFile(path)).toEqual({ ok: true, value: Buffer.from('内容') });
});

test('[ARCHIVE-2] a file that is there is left as it is', async () => {
  const folder = testFolder();
  const path = join(folder, 'meeting.json');
  writeFileSync(path, 'mine');
  expect(await writeWholeFile(path, 'other')).toMatchObject({ code: 'archive_exists' });
  expect(await writeWholeFile(folder, 'other')).toMatchObject({ code: 'archive_exists' });
  expect(readFileSync(path, 'utf8')).toBe('mine');
});

test('[ARCHIVE-2] where nothing can be written, nothing is left behind', async () => {
  const path = join(testFolder(), 'nowhere', 'meeting.json');
  expect(await writeWholeFile(path, 'content')).toMatchObject({ code: 'archive_unwritable' });
});

test('[ARCHIVE-2] what is missing, a folder or too large is not read', async () => {
  const folder = testFolder();
  const path = join(folder, 'meeting.json');
  expect(await readWholeFile(path)).toMatchObject({ code: 'archive_unreadable' });
  expect(await readWholeFile(folder)).toMatchObject({ code: 'archive_unreadable' });
  expect(await readWholeFile('/dev/zero')).toMatchObject({ code: 'archive_unreadable' });
  writeFileSync(path, '');
  truncateSync(path, MOST_FILE_BYTES + 1);
  expect(await readWholeFile(path)).toMatchObject({ code: 'archive_too_large' });
});
