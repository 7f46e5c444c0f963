import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import jsqr from 'jsqr';
import { PDF_RASTERIZER, pathOf } from '../required-programs.ts';

const DOTS_PER_INCH = 150;
const MILLIMETRES_PER_INCH = 25.4;

/** Where the eight tickets lie on a sheet, in millimetres of paper; codes are in the left half. */
const SHEET = {
  left: 10,
  top: 12.5,
  width: 95,
  height: 68,
  codeWidth: 46,
  columns: 2,
  rows: 4,
} as const;

/** A page as a scanner has it: one byte of grey a pixel. */
export interface Scan {
  readonly width: number;
  readonly height: number;
  readonly grey: Uint8Array;
}

export interface ReadCode {
  readonly text: string;
  /** The side of the code without its quiet zone. */
  readonly sideMillimetres: number;
}

/** The pages of a PDF as a 150 dpi scan would have them; `folder` is for the files in between. */
export async function scanPages(pdfFile: string, folder: string): Promise<readonly Scan[]> {
  const prefix = join(folder, 'scan');
  const options = ['-r', String(DOTS_PER_INCH), '-gray', pdfFile, prefix];
  await promisify(execFile)(pathOf(PDF_RASTERIZER), options);
  const files = (await readdir(folder)).filter((file) => file.endsWith('.pgm')).sort();
  return Promise.all(files.map(async (file) => readGreymap(await readFile(join(folder, file)))));
}

/** Netpbm's binary greymap: `P5 width height 255`, then the pixels. */
function readGreymap(file: Buffer): Scan {
  const header = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(file.subarray(0, 64).toString('latin1'));
  if (header === null) throw new Error('not a binary greymap');
  return {
    width: Number(header[1]),
    height: Number(header[2]),
    grey: file.subarray(header[0].length),
  };
}

/** The QR codes of a sheet, ticket by ticket; places without one are left out. */
export function readSheet(scan: Scan): readonly ReadCode[] {
  const places = Array.from({ length: SHEET.rows * SHEET.columns }, (_, place) => place);
  return places.flatMap((place) => readTicket(scan, place) ?? []);
}

function readTicket(scan: Scan, place: number): ReadCode | null {
  const left = dots(SHEET.left + (place % SHEET.columns) * SHEET.width);
  const top = dots(SHEET.top + Math.floor(place / SHEET.columns) * SHEET.height);
  const width = dots(SHEET.codeWidth);
  const height = dots(SHEET.height);
  const pixels = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const grey = scan.grey[(top + y) * scan.width + left + x] ?? 255;
      pixels.fill(grey, (y * width + x) * 4, (y * width + x) * 4 + 3);
    }
  const code = jsqr.default(pixels, width, height, { inversionAttempts: 'dontInvert' });
  if (code === null) return null;
  const { topLeftCorner, topRightCorner } = code.location;
  const side = Math.hypot(topRightCorner.x - topLeftCorner.x, topRightCorner.y - topLeftCorner.y);
  return { text: code.data, sideMillimetres: (side / DOTS_PER_INCH) * MILLIMETRES_PER_INCH };
}

function dots(millimetres: number): number {
  return Math.round((millimetres / MILLIMETRES_PER_INCH) * DOTS_PER_INCH);
}
