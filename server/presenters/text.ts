import Papa from 'papaparse';
import type { Row } from './list.ts';

/** What separates the cells of a row, the likeliest first. */
const SEPARATORS = ['\t', ',', '，', ';', '；'] as const;

/**
 * The rows of a list as text: cells from a spreadsheet come with tabs, a .csv with commas (quoted
 * where a cell holds one). Where neither is found, `、` separates people if there is one line, and
 * cells if there are several.
 */
export function rowsOfText(text: string): readonly Row[] {
  const separator = SEPARATORS.find((candidate) => text.includes(candidate));
  if (separator !== undefined)
    return Papa.parse<string[]>(text, { delimiter: separator, skipEmptyLines: false }).data;
  const lines = text.split(/\r\n|\r|\n/);
  const filled = lines.filter((line) => line.trim() !== '');
  if (filled.length === 1) return (filled[0] as string).split('、').map((name) => [name]);
  return lines.map((line) => line.split('、'));
}

/** Text of a file in UTF-8, with or without a byte order mark, or in GB 18030 as Excel writes it. */
export function decodeText(bytes: Uint8Array): string | null {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      return text.includes('\0') ? null : text;
    } catch {
      // Not in this encoding.
    }
  }
  return null;
}
