import { create } from 'qrcode';

/** Light modules that a reader needs on all four sides. */
export const QUIET_ZONE = 4;

export interface QrPath {
  /** The side of the whole square in modules, quiet zone included: for `viewBox`. */
  readonly side: number;
  /** All dark modules as one path, a run of neighbours as one rectangle. */
  readonly path: string;
}

/** A QR code that survives a quarter of its area being soiled (level Q). Throws on more than 1.6 KB. */
export function qrPath(text: string): QrPath {
  const { modules } = create(text, { errorCorrectionLevel: 'Q' });
  const runs: string[] = [];
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      if (!modules.get(row, column)) continue;
      const start = column;
      while (column < modules.size && modules.get(row, column)) column++;
      runs.push(
        `M${start + QUIET_ZONE} ${row + QUIET_ZONE}h${column - start}v1h${start - column}z`,
      );
    }
  }
  return { side: modules.size + 2 * QUIET_ZONE, path: runs.join('') };
}
