import type { MeetingId } from '../../shared/identifiers.ts';
import type { LogEntry, LogEvent } from '../../shared/protocol/organizer.ts';
import { ArchiveUnfit, type MeetingArchive, type Store } from '../store/store.ts';
import { archiveText, readArchive } from './archive-text.ts';
import { type ArchiveProblem, archiveProblem, type Carried } from './problems.ts';
import { fileExists, readWholeFile, writeWholeFile } from './whole-file.ts';

export interface CarryParts {
  readonly store: Store;
  readonly now: () => number;
}

/**
 * [ARCHIVE-1, ARCHIVE-2] Writes the meeting into a new file. That it was exported stands in its log
 * first, here and in the file, so that no file exists of which the log does not know.
 */
export async function exportToFile(
  { store, now }: CarryParts,
  id: MeetingId,
  path: string,
): Promise<Carried<MeetingArchive>> {
  if (await fileExists(path)) return archiveProblem('archive_exists');
  const archive = await store.exportMeeting(id).catch(unfitProblem);
  if (archive === 'unknown') return archiveProblem('meeting_unknown');
  if (archive === 'running') return archiveProblem('meeting_running');
  if ('code' in archive) return archive;
  const entry = entryOf('meeting_exported', archive, now());
  await store.appendLog(id, entry);
  const logged = { ...withEntry(archive, entry), revision: archive.revision + 1 };
  const written = await writeWholeFile(path, archiveText(logged));
  return written.ok ? { ok: true, value: logged } : written;
}

/** [ARCHIVE-2] What a file holds; asks for no store. */
export async function readMeetingFile(path: string): Promise<Carried<MeetingArchive>> {
  const file = await readWholeFile(path);
  return file.ok ? readArchive(file.value) : file;
}

/** [ARCHIVE-1] Makes a meeting of it, with the entry in its log, or nothing at all. */
export async function importArchive(
  { store, now }: CarryParts,
  read: MeetingArchive,
): Promise<Carried<MeetingArchive>> {
  const archive = withEntry(read, entryOf('meeting_imported', read, now()));
  const outcome = await store.importMeeting(archive).catch(unfitProblem);
  if (outcome === 'exists') return archiveProblem('meeting_exists');
  return outcome === 'imported' ? { ok: true, value: archive } : outcome;
}

function withEntry(archive: MeetingArchive, entry: LogEntry): MeetingArchive {
  return { ...archive, log: [...archive.log, entry] };
}

function entryOf(event: LogEvent, archive: MeetingArchive, at: number): LogEntry {
  const issued = archive.tickets.filter(({ state }) => state !== 'voided').length;
  const returned = archive.box.reduce((sum, { ballots }) => sum + ballots.length, 0);
  const round = archive.meeting.voidedRounds + 1;
  return { at, role: 'organizer', event, figures: { round, issued, returned } };
}

/** Anything but an unfit archive is thrown on. */
function unfitProblem(error: unknown): ArchiveProblem {
  if (!(error instanceof ArchiveUnfit)) throw error;
  switch (error.reason) {
    case 'inconsistent':
      return archiveProblem('archive_inconsistent');
    case 'box_mismatch':
      return archiveProblem('archive_box_mismatch');
    case 'belongs_elsewhere':
      return archiveProblem('belongs_elsewhere');
  }
}
