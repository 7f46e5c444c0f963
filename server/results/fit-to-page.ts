import type { Blob } from 'node:buffer';
import type { Stream } from 'node:stream';
import type { Feature } from 'write-excel-file/node';
import { findElement, prependMarkupInsideElement } from 'write-excel-file/utility';

const FIT = '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>';

/** Prints a sheet as wide as the page and as long as it needs (ECMA-376, 18.3.1.63 and 18.3.1.65). */
export const fitToPage: Feature<Stream | Buffer | Blob> = {
  files: {
    transform: {
      'xl/worksheets/sheet{id}.xml': {
        transform: (sheet) => {
          const root = findElement(sheet, 'worksheet');
          return root === undefined ? sheet : prependMarkupInsideElement(sheet, root, FIT);
        },
        transformElementAttributes: (tag, attributes) =>
          tag === 'pageSetup' ? { ...attributes, fitToWidth: 1, fitToHeight: 0 } : attributes,
      },
    },
  },
};
