import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import jsqr from 'jsqr';
import type { Page } from 'playwright-core';
import { PDF_RASTERIZER, pathOf } from '../required-programs.ts';

/** As a cheap office scanner sees paper. */
const SCAN_DPI = 150;

interface Picture {
  readonly width: number;
  readonly height: number;
  /** One byte a pixel, 0 black. */
  readonly grey: Uint8Array;
}

/**
 * Prints the page on A4 as the browser would, scans the paper at 150 dpi and reads every QR code:
 * the links page by page, in the order in which they were found.
 */
export async function readPrintedLinks(page: Page): Promise<readonly (readonly string[])[]> {
  const paper = await page.pdf({ format: 'A4', preferCSSPageSize: true });
  const pictures = await scan(paper);
  return pictures.map(readCodes);
}

async function scan(paper: Uint8Array): Promise<readonly Picture[]> {
  const folder = await mkdtemp(join(tmpdir(), 'pingyi-paper-'));
  try {
    const rasterize = promisify(execFile)(pathOf(PDF_RASTERIZER), [
      '-r',
      String(SCAN_DPI),
      '-gray',
      '-',
      join(folder, 'page'),
    ]);
    rasterize.child.stdin?.end(paper);
    await rasterize;
    const files = (await readdir(folder)).sort();
    return await Promise.all(
      files.map(async (file) => readPgm(await readFile(join(folder, file)))),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The rasterizer's own format: `P5 width height 255`, then the pixels. */
function readPgm(file: Buffer): Picture {
  const header = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(file.subarray(0, 64).toString('latin1'));
  if (header === null) throw new Error('not a picture of grey bytes');
  const [whole, width, height] = header;
  return { width: Number(width), height: Number(height), grey: file.subarray(whole.length) };
}

/** The reader finds one code in a picture, so it looks through windows of about a ticket's size. */
function readCodes(page: Picture): readonly string[] {
  const width = Math.floor(page.width / 2);
  const height = Math.floor(page.height / 4);
  const links = new Set<string>();
  for (let top = 0; top + height <= page.height; top += Math.floor(height / 3))
    for (const left of [0, page.width - width]) {
      const found = jsqr.default(cut(page, left, top, width, height), width, height);
      if (found !== null) links.add(found.data);
    }
  return [...links];
}

/** A window of the page, as the reader wants it: four bytes a pixel. */
function cut(
  page: Picture,
  left: number,
  top: number,
  width: number,
  height: number,
): Uint8ClampedArray {
  const pixels = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4;
      pixels.fill(page.grey[(top + y) * page.width + left + x] as number, at, at + 3);
    }
  return pixels;
}
