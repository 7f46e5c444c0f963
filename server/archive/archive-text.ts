import { hash } from 'node:crypto';
import type { MeetingArchive } from '../store/store.ts';
import { commitmentOf } from '../voting/ticket-hashes.ts';
import { archiveSchema, ballotWord } from './archive-schema.ts';
import { archiveProblem, type Carried } from './problems.ts';

const FORMAT = 'pingyi-meeting';
const VERSION = 1;
const VERSIONED = /^\{"format":"pingyi-meeting","version":(\d{1,9}),/;
const HEADER = /^\{"format":"pingyi-meeting","version":1,"sha256":"([0-9a-f]{64})","content":/;
/** As far as a header goes. */
const HEADER_BYTES = 200;
const END = '}\n';

/** [ARCHIVE-2] A whole file: one line of JSON. The hash is of the content's bytes as they stand in it. */
export function archiveText(archive: MeetingArchive): string {
  const box = archive.box.map(({ ballots, empty }) => ({
    ballots: ballots.map(ballotWord),
    empty,
  }));
  const content = JSON.stringify({ ...archive, box });
  const sha256 = hash('sha256', content);
  return `{"format":"${FORMAT}","version":${VERSION},"sha256":"${sha256}","content":${content}${END}`;
}

/** [ARCHIVE-2] The way back, of whatever somebody brings: nothing is parsed before its hash is right. */
export function readArchive(file: Buffer): Carried<MeetingArchive> {
  const beginning = file.toString('latin1', 0, HEADER_BYTES);
  const version = VERSIONED.exec(beginning)?.[1];
  if (version === undefined) return archiveProblem(strangerCode(beginning));
  if (version !== String(VERSION))
    return archiveProblem(
      'archive_version',
      `会议文件的格式版本为 ${version}，本程序只能读取版本 ${VERSION}，请使用相应版本的程序。`,
    );
  const [header = '', sha256] = HEADER.exec(beginning) ?? [];
  const content = file.subarray(header.length, -END.length);
  const isWhole = file.toString('latin1', file.length - END.length) === END;
  if (!isWhole || hash('sha256', content) !== sha256) return archiveProblem('archive_damaged');
  return readContent(content.toString());
}

/** An editor that spread a meeting's file over many lines changed it. */
function strangerCode(beginning: string): 'archive_damaged' | 'archive_foreign' {
  return beginning.includes(`"${FORMAT}"`) ? 'archive_damaged' : 'archive_foreign';
}

function readContent(content: string): Carried<MeetingArchive> {
  const parsed = archiveSchema.safeParse(parseJson(content));
  if (!parsed.success) {
    const where = parsed.error.issues[0]?.path.join('.') ?? '';
    return archiveProblem('archive_invalid', `会议文件的内容不符合格式，没有导入：${where}`);
  }
  return hasProofs(parsed.data)
    ? { ok: true, value: parsed.data }
    : archiveProblem('archive_inconsistent', '会议文件中有的测评票没有投票凭证，没有导入。');
}

/** Undefined, which fits no schema, where it is no JSON. */
function parseJson(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}

/** [TICKET-3] That a ticket was spent is shown by what stood on its paper. */
function hasProofs({ tickets }: MeetingArchive): boolean {
  return tickets.every(
    (ticket) => ticket.state !== 'spent' || commitmentOf(ticket.inner) === ticket.commitment,
  );
}
