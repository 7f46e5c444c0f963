import { create } from 'qrcode';

/** A QR code as one SVG path; `size` is its side in modules, without the quiet zone. */
export interface QrPath {
  readonly size: number;
  readonly path: string;
}

/** Level Q survives a glare on the canvas. Throws when the text is longer than a QR code holds. */
export function qrPath(text: string): QrPath {
  const { size, data } = create(text, { errorCorrectionLevel: 'Q' }).modules;
  const rows: string[] = [];
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++)
      if (data[row * size + column]) rows.push(`M${column} ${row}h1v1h-1z`);
  return { size, path: rows.join('') };
}
