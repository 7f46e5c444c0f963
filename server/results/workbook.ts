import writeExcelFile from 'write-excel-file/node';
import type { ResultTable } from '../../shared/protocol/result-table.ts';
import { fitToPage } from './fit-to-page.ts';
import { rankingSheet } from './ranking-sheet.ts';
import { summarySheet } from './summary-sheet.ts';

/**
 * The result as an .xlsx of two sheets, ranking and 汇总表. Figures are numbers with the places they
 * are published with; nothing in it is a formula, so it shows the same wherever it is opened.
 */
export function resultWorkbook(table: ResultTable): Promise<Buffer> {
  return writeExcelFile([rankingSheet(table), summarySheet(table)], {
    fontFamily: 'SimSun',
    fontSize: 11,
    features: [fitToPage],
  }).toBuffer();
}
