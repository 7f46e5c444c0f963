import writeExcelFile from 'write-excel-file/node';
import type { ResultTable } from '../../shared/protocol/result-table.ts';
import { fitToPage } from './fit-to-page.ts';
import { rankingSheet } from './ranking-sheet.ts';
import { repeatHeadings } from './repeat-headings.ts';
import { summarySheet } from './summary-sheet.ts';

/**
 * The result as an .xlsx of two sheets, ranking and 汇总表. Figures are numbers with the places they
 * are published with; nothing in it is a formula, so it shows the same wherever it is opened.
 */
export function resultWorkbook(table: ResultTable): Promise<Buffer> {
  const printed = [rankingSheet(table), summarySheet(table)];
  const headings = printed.map(({ sheet, headingRows }) => ({
    name: sheet.sheet,
    rows: headingRows,
  }));
  return writeExcelFile(
    printed.map(({ sheet }) => sheet),
    {
      fontFamily: 'SimSun',
      fontSize: 11,
      features: [fitToPage, repeatHeadings(headings)],
    },
  ).toBuffer();
}
