/** Of the zip format (APPNOTE.TXT 4.3): signatures and where the figures stand behind them. */
const END = { signature: 0x06054b50, length: 22, entries: 8, directory: 16 } as const;
const ENTRY = { signature: 0x02014b50, length: 46, unpacked: 24, tails: [28, 30, 32] } as const;
const ZIP64_LOCATOR = { signature: 0x07064b50, length: 20 } as const;
const LONGEST_COMMENT = 65_535;

/**
 * What a zip archive says it unpacks to, in bytes; null when it is no whole archive of the plain
 * kind. The unpacker reserves exactly this for each entry and fails on one that holds more, so a
 * bomb cannot hide behind a small figure.
 */
export function unpackedSize(archive: Uint8Array): number | null {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  const end = findEnd(view);
  if (end === null || hasSignature(view, end - ZIP64_LOCATOR.length, ZIP64_LOCATOR.signature))
    return null;
  let at = view.getUint32(end + END.directory, true);
  let size = 0;
  for (let left = view.getUint16(end + END.entries, true); left > 0; left--) {
    if (at + ENTRY.length > end || !hasSignature(view, at, ENTRY.signature)) return null;
    size += view.getUint32(at + ENTRY.unpacked, true);
    at += ENTRY.tails.reduce<number>(
      (sum, tail) => sum + view.getUint16(at + tail, true),
      ENTRY.length,
    );
  }
  return size;
}

function findEnd(view: DataView): number | null {
  const last = view.byteLength - END.length;
  for (let at = last; at >= Math.max(0, last - LONGEST_COMMENT); at--)
    if (hasSignature(view, at, END.signature)) return at;
  return null;
}

function hasSignature(view: DataView, at: number, signature: number): boolean {
  return at >= 0 && at + 4 <= view.byteLength && view.getUint32(at, true) === signature;
}
