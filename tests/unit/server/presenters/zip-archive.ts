import { crc32, deflateRawSync } from 'node:zlib';

export interface Entry {
  readonly name: string;
  readonly content: string;
  /** The unpacked size that the archive claims; the true one when absent. */
  readonly claimed?: number;
}

/** A zip archive (APPNOTE.TXT 4.3), which may lie about what is in it. */
export function zipArchive(entries: readonly Entry[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, claimed } of entries) {
    const packed = deflateRawSync(content);
    const figures = Buffer.alloc(26);
    figures.writeUInt16LE(20, 0);
    figures.writeUInt16LE(8, 4);
    figures.writeUInt32LE(crc32(content), 10);
    figures.writeUInt32LE(packed.length, 14);
    figures.writeUInt32LE(claimed ?? Buffer.byteLength(content), 18);
    figures.writeUInt16LE(name.length, 22);
    files.push(signature(0x04034b50), figures, Buffer.from(name), packed);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(signature(0x02014b50), Buffer.from([20, 0]), figures, place, Buffer.from(name));
    offset += 30 + name.length + packed.length;
  }
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(Buffer.concat(directory).length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...files, ...directory, signature(0x06054b50), end]);
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
