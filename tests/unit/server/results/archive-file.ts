import { inflateRawSync } from 'node:zlib';

const DIRECTORY_ENTRY = 0x02014b50;
const DEFLATED = 8;

/** The text of a file in a zip archive, found by the archive's directory; throws where there is none. */
export function archiveFile(archive: Buffer, name: string): string {
  for (let at = 0; at + 46 <= archive.length; at += 1) {
    if (archive.readUInt32LE(at) !== DIRECTORY_ENTRY) continue;
    const nameLength = archive.readUInt16LE(at + 28);
    if (archive.toString('utf8', at + 46, at + 46 + nameLength) !== name) continue;
    const local = archive.readUInt32LE(at + 42);
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const bytes = archive.subarray(start, start + archive.readUInt32LE(at + 20));
    return (archive.readUInt16LE(at + 10) === DEFLATED ? inflateRawSync(bytes) : bytes).toString();
  }
  throw new Error(`no file ${name} in the archive`);
}
