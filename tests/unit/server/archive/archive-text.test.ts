import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { archiveText, readArchive } from '../../../../server/archive/archive-text.ts';
import type { Carried } from '../../../../server/archive/problems.ts';
import { MOST_FILE_BYTES } from '../../../../server/archive/whole-file.ts';
import type { ArchivedTicket, MeetingArchive } from '../../../../server/store/store.ts';
import { MOST_TICKETS_OF_A_MEETING } from '../../../../server/voting/tickets.ts';
import { MOST_MARKS } from '../../../../shared/protocol/schemas/voter.ts';
import { closedMeeting } from '../../../closed-meeting.ts';
import { withParts } from '../../../voting-parts.ts';

/** Of a closed meeting, as it would be written. */
async function withArchive(
  use: (archive: MeetingArchive, file: Buffer) => void | Promise<void>,
): Promise<void> {
  await withParts(async (parts) => {
    const { id } = await closedMeeting(parts);
    const archive = await parts.store.exportMeeting(id);
    if (typeof archive === 'string') throw new Error(archive);
    await use(archive, Buffer.from(archiveText(archive)));
  });
}

/** A file whose hash is right, whatever its content. */
function sealed(content: string): Buffer {
  const sha256 = createHash('sha256').update(content).digest('hex');
  return Buffer.from(
    `{"format":"pingyi-meeting","version":1,"sha256":"${sha256}","content":${content}}\n`,
  );
}

function codeOf(read: Carried<unknown>): string {
  return read.ok ? 'ok' : read.code;
}

/** The content with one change, sealed anew. */
function altered(file: Buffer, alter: (content: Record<string, unknown>) => unknown): Buffer {
  return sealed(JSON.stringify(alter(JSON.parse(file.toString()).content)));
}

describe('[ARCHIVE-2] the file of a meeting', () => {
  test('is one JSON value, with its version and a hash of its content, and is read back whole', () =>
    withArchive((archive, file) => {
      const { content, ...header } = JSON.parse(file.toString());
      const sha256 = createHash('sha256').update(JSON.stringify(content)).digest('hex');
      expect(header).toEqual({ format: 'pingyi-meeting', version: 1, sha256 });
      expect(file.toString().split('\n')).toHaveLength(2);
      expect(readArchive(file)).toEqual({ ok: true, value: archive });
    }));

  test('has a ballot as one character a mark', () =>
    withArchive((_, file) => {
      const { box } = JSON.parse(file.toString()).content;
      const words = ['0', '1', '2'].map((mark) => mark.repeat(8 * 6));
      expect(box[0]).toEqual({ ballots: words, empty: 1 });
    }));

  test('is refused when any of its bytes is another one', () =>
    withArchive((_, file) => {
      for (let at = 0; at < file.length; at += 1 + (at % 97)) {
        const damaged = Buffer.from(file);
        damaged[at] = (damaged[at] as number) ^ 0x01;
        expect([at, readArchive(damaged).ok]).toEqual([at, false]);
      }
    }));

  test('is refused when it was cut off anywhere, or has more at its end', () =>
    withArchive((_, file) => {
      for (let length = 0; length < file.length; length += 1 + (length % 89))
        expect([length, readArchive(file.subarray(0, length)).ok]).toEqual([length, false]);
      expect(codeOf(readArchive(file.subarray(0, file.length - 1)))).toBe('archive_damaged');
      expect(codeOf(readArchive(Buffer.concat([file, file])))).toBe('archive_damaged');
    }));

  test('is refused when an editor wrote it anew', () =>
    withArchive((_, file) => {
      const pretty = JSON.stringify(JSON.parse(file.toString()), null, 2);
      expect(codeOf(readArchive(Buffer.from(pretty)))).toBe('archive_damaged');
    }));

  test.each([
    ['nothing', ''],
    ['no JSON', '这不是会议文件'],
    ['another JSON', '{"format":"other","version":1}'],
    ['a database', 'SQLite format 3\0'],
  ])('%s is none', (_, text) => {
    expect(codeOf(readArchive(Buffer.from(text)))).toBe('archive_foreign');
  });

  test('of another version is named by it', () =>
    withArchive((_, file) => {
      const newer = Buffer.from(file.toString().replace('"version":1', '"version":2'));
      expect(readArchive(newer)).toMatchObject({
        code: 'archive_version',
        message: expect.stringContaining('2'),
      });
    }));

  test.each<[string, (content: Record<string, unknown>) => unknown]>([
    ['nothing in it', () => null],
    ['a field too many', (content) => ({ ...content, order: [] })],
    ['a field too few', ({ log, ...content }) => content],
    [
      'a ballot that is no word',
      (content) => ({ ...content, box: [{ ballots: [[1]], empty: 0 }] }),
    ],
    ['a count below nothing', (content) => ({ ...content, box: [{ ballots: [], empty: -1 }] })],
    ['a revision past all counting', (content) => ({ ...content, revision: 2 ** 53 - 1 })],
    [
      'an unknown event',
      (content) => ({ ...content, log: [{ at: 1, role: 'server', event: 'x' }] }),
    ],
    ['an emblem that is no picture', withEmblem('data:text/html;base64,AAAA')],
    ['a link whose id leads elsewhere', withLink('../../abcdef123456')],
  ])('whose hash is right is refused with %s', (_, alter) =>
    withArchive((_archive, file) => {
      expect(readArchive(altered(file, alter))).toMatchObject({
        code: 'archive_invalid',
        message: expect.stringMatching(/\p{Script=Han}/u),
      });
    }),
  );

  test('may have a link as this program makes them', () =>
    withArchive((_archive, file) => {
      expect(codeOf(readArchive(altered(file, withLink('abcdef123456'))))).toBe('ok');
    }));

  test('whose hash is right is refused when it is deeply nested, or no JSON', () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    expect(codeOf(readArchive(sealed(deep)))).toBe('archive_invalid');
    expect(codeOf(readArchive(sealed('{"meeting":')))).toBe('archive_invalid');
  });

  test('is not too large to be read, however large the meeting', () =>
    withArchive((archive) => {
      const spent = archive.tickets.find(({ state }) => state === 'spent') as ArchivedTicket;
      const sizeOf = (votes: number) => {
        const ballots = Array.from({ length: votes }, () => new Array<number>(MOST_MARKS).fill(3));
        const tickets = new Array<ArchivedTicket>(votes).fill(spent);
        return archiveText({ ...archive, tickets, box: [{ ballots, empty: 0 }] }).length;
      };
      const ofOne = sizeOf(2) - sizeOf(1);
      expect(ofOne).toBeGreaterThan(MOST_MARKS);
      expect(ofOne * MOST_TICKETS_OF_A_MEETING * 1.5).toBeLessThan(MOST_FILE_BYTES);
    }));

  test('[TICKET-3] is refused with a spent ticket whose paper never came', () =>
    withArchive((archive) => {
      const at = archive.tickets.findIndex(({ state }) => state === 'spent');
      const forged = { ...archive.tickets[at], inner: 'ab'.repeat(32) } as never;
      const tickets = archive.tickets.with(at, forged);
      const file = Buffer.from(archiveText({ ...archive, tickets }));
      expect(codeOf(readArchive(file))).toBe('archive_inconsistent');
    }));
});

function withEmblem(emblem: string) {
  return (content: Record<string, unknown>) => {
    const { plan, ...meeting } = content.meeting as { plan: object };
    return { ...content, meeting: { ...meeting, plan: { ...plan, emblem } } };
  };
}

function withLink(id: string) {
  const link = { id, kind: 'screen', createdAt: 1, revokedAt: null, tokenHash: 'ab'.repeat(32) };
  return (content: Record<string, unknown>) => ({ ...content, links: [link] });
}
