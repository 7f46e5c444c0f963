import { resolve } from 'node:path';
import { importArchive, readMeetingFile } from './archive/carry.ts';
import { IMPORT_HELP, type ImportRequest, readImportRequest } from './archive/requests.ts';
import { importSummary } from './archive/summary.ts';
import { runOnStore, showHelp, showMistake, showProblem } from './archive-command.ts';

/** `npm run import-meeting`: the way back of `npm run export-meeting`. */
process.exitCode = await main(readImportRequest(process.argv.slice(2)));

async function main(request: ImportRequest): Promise<number> {
  switch (request.kind) {
    case 'help':
      return showHelp(IMPORT_HELP);
    case 'mistake':
      return showMistake(request.message, 'import-meeting');
    case 'import':
      return importFile(resolve(request.file));
  }
}

/** The file is read before the store is opened: where it is of no use, nothing is touched. */
async function importFile(path: string): Promise<number> {
  const read = await readMeetingFile(path);
  if (!read.ok) return showProblem(read);
  return runOnStore({ create: true }, async (parts) => {
    const carried = await importArchive(parts, read.value);
    return carried.ok ? { ok: true, value: importSummary(carried.value) } : carried;
  });
}
