import type { Blob } from 'node:buffer';
import type { Stream } from 'node:stream';
import type { Feature } from 'write-excel-file/node';
import { findElement, replaceElement, sanitizeTextContent } from 'write-excel-file/utility';

/** Rows of a sheet, the first and the last, from 1. */
export type HeadingRows = readonly [number, number];

/**
 * Prints these rows at the head of every page of their sheet (ECMA-376, 18.2.5); a list in the
 * order of the sheets, by name.
 */
export function repeatHeadings(
  sheets: readonly { readonly name: string; readonly rows: HeadingRows }[],
): Feature<Stream | Buffer | Blob> {
  const names = sheets.map(
    ({ name, rows: [first, last] }, index) =>
      `<definedName name="_xlnm.Print_Titles" localSheetId="${index}">` +
      `${sanitizeTextContent(`'${name}'!$${first}:$${last}`)}</definedName>`,
  );
  const markup = `<definedNames>${names.join('')}</definedNames>`;
  return {
    files: {
      transform: {
        'xl/workbook.xml': {
          transform: (workbook) => {
            const place = findElement(workbook, 'definedNames');
            if (place === undefined) throw new Error('the workbook has no place for defined names');
            return replaceElement(workbook, place, markup);
          },
        },
      },
    },
  };
}
