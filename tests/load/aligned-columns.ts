/** Characters that a terminal draws two columns wide. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/g;

export type Alignment = 'left' | 'right';

/** Lines of a table whose columns stand under each other, Chinese text counted as it is drawn. */
export function alignColumns(
  rows: readonly (readonly string[])[],
  alignments: readonly Alignment[],
): readonly string[] {
  const widths = alignments.map((_, column) =>
    Math.max(...rows.map((row) => drawnWidth(row[column] ?? ''))),
  );
  return rows.map((row) =>
    alignments
      .map((alignment, column) => pad(row[column] ?? '', widths[column] ?? 0, alignment))
      .join('  ')
      .trimEnd(),
  );
}

function pad(text: string, width: number, alignment: Alignment): string {
  const space = ' '.repeat(width - drawnWidth(text));
  return alignment === 'left' ? text + space : space + text;
}

function drawnWidth(text: string): number {
  return text.length + (text.match(WIDE)?.length ?? 0);
}
