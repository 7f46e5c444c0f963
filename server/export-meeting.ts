import { resolve } from 'node:path';
import { exportToFile } from './archive/carry.ts';
import { EXPORT_HELP, type ExportRequest, readExportRequest } from './archive/requests.ts';
import { exportSummary, meetingList } from './archive/summary.ts';
import { runOnStore, showHelp, showMistake } from './archive-command.ts';

/** `npm run export-meeting`: one meeting as one file. */
process.exitCode = await main(readExportRequest(process.argv.slice(2)));

async function main(request: ExportRequest): Promise<number> {
  switch (request.kind) {
    case 'help':
      return showHelp(EXPORT_HELP);
    case 'mistake':
      return showMistake(request.message, 'export-meeting');
    case 'list':
      return runOnStore({ create: false }, async ({ store }, place) => ({
        ok: true,
        value: meetingList(await store.listMeetings(), place),
      }));
    case 'export': {
      const path = resolve(request.to);
      return runOnStore({ create: false }, async (parts) => {
        const carried = await exportToFile(parts, request.meeting, path);
        return carried.ok ? { ok: true, value: exportSummary(carried.value, path) } : carried;
      });
    }
  }
}
