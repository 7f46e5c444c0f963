import type { ScreenPresenter, ScreenSnapshot } from '../shared/protocol/screen.ts';
import { shortUnits, unitWidthOf } from './short-units.ts';
import { textWidth, widest } from './text-width.ts';
import { footTexts, turnoutInAll } from './wording.ts';

/**
 * Where everything on a board goes. All lengths are hundredths of the stage's height, so that one
 * calculation holds from 1280×720 to 3840×2160.
 */
export interface BoardLayout {
  /** Widths of the fixed columns; the bars take what is left. */
  readonly orderWidth: number;
  readonly nameWidth: number;
  /** 0 where there is no room for the unit beside the name. */
  readonly unitWidth: number;
  /** What is shown of each unit, or of the post where there is none. */
  readonly units: ReadonlyMap<string, string>;
  readonly groupWidth: number;
  readonly scoreWidth: number;
  /** `columns`: one column a group, with its own heading; `stack`: all in one cell, in lines. */
  readonly groups: 'columns' | 'stack';
  /** Columns within the stack. */
  readonly groupsPerLine: number;
  readonly countsPerLine: number;
  /** Whether a percentage fits under each count, on rows that are high enough. */
  readonly percents: boolean;
  /** The words of the grades stand over their counts where they fit, else in a band of their own. */
  readonly legend: 'head' | 'band';
  readonly rowsPerPage: number;
}

export const ROWS_MOST = 8;

const STAGE_WIDTH = 177;
/** Projectors cut the edges off: at least 3 % of the width at either side. */
const MARGINS = 11;
const GAP = 1.4;
const HEIGHTS = { header: 10, strip: 9, stripLine: 5.2, head: 5.6, band: 4.8, foot: 5.6 };
const TEXT = { floor: 4, name: 5, groupScore: 5, score: 7 };
const ROW_LEAST = 8.1;
/** Two lines of a name or unit, and air above and below them. */
const AIRY_ROW = 8.5;
const BAR_HEIGHT = 3;
const LINE = 4.2;
const SCORE_LINE = 4.05;
/** More counts than any row has. */
const CELLS_MOST = 100;
/** Units in one line are no longer than this, in em; longer ones share two. */
const UNIT_LINE = 6;
const BARS_LEAST = 36;
const SWATCH = 3.6;
const COUNT_SWATCH = 2.6;
/** `100.0%` */
const PERCENT_WIDTH = 14.5;
/** `领导 40%` */
const HEAD_EMS = 4.4;
/** `各票类得分` */
const STACK_HEAD_EMS = 5;
/** Bold figures are a little wider. */
const BOLD = 1.06;

interface Arrangement {
  readonly groups: BoardLayout['groups'];
  readonly groupLines: number;
  /** How many characters of the unit may stand in one line beside the name. */
  readonly unitMost: number;
  readonly units: BoardLayout['units'];
}

/**
 * The fewest pages decide, then air about the units, then the fewest lines of counts, then the order
 * of the arrangements.
 */
export function boardLayout(snapshot: ScreenSnapshot): BoardLayout {
  const arrangements = arrangementsFor(snapshot);
  const readable = arrangements.filter(
    (arrangement) => barsWidth(columnWidths(snapshot, arrangement)) >= BARS_LEAST,
  );
  const layouts = (readable.length > 0 ? readable : arrangements.slice(-1))
    .flatMap((arrangement) => [
      layoutWith(snapshot, arrangement, 'head'),
      layoutWith(snapshot, arrangement, 'band'),
    ])
    .filter((layout) => layout !== null);
  const cost = (layout: BoardLayout) =>
    pageCount(snapshot, layout) * 2 * CELLS_MOST +
    (isCrowded(snapshot, layout) ? CELLS_MOST : 0) +
    Math.ceil(cellCount(snapshot) / layout.countsPerLine);
  return layouts.reduce((best, layout) => (cost(layout) < cost(best) ? layout : best));
}

function pageCount({ presenters }: ScreenSnapshot, { rowsPerPage }: BoardLayout): number {
  return Math.ceil(presenters.length / rowsPerPage);
}

/** Two lines of a unit touch the rules of their row. */
function isCrowded(snapshot: ScreenSnapshot, layout: BoardLayout): boolean {
  if (layout.unitWidth === 0 || widestUnit(layout.units) <= UNIT_LINE) return false;
  const rows = Math.ceil(snapshot.presenters.length / pageCount(snapshot, layout));
  return rowsHeight(snapshot, layout.legend) / rows < AIRY_ROW;
}

/** Null when the words of the grades are to stand over their counts and do not fit there. */
function layoutWith(
  snapshot: ScreenSnapshot,
  arrangement: Arrangement,
  legend: BoardLayout['legend'],
): BoardLayout | null {
  const cells = cellCount(snapshot);
  const cell = countCell(snapshot) + (legend === 'band' ? COUNT_SWATCH : 0);
  const widths = columnWidths(snapshot, arrangement);
  const bars = barsWidth(widths);
  const lines = Math.ceil(cells / Math.max(1, Math.floor(bars / cell)));
  if (legend === 'head' && (lines > 1 || !labelsFit(snapshot, bars / cells))) return null;
  const row = Math.max(
    ROW_LEAST,
    BAR_HEIGHT + lines * LINE + 0.8,
    arrangement.groupLines * SCORE_LINE,
  );
  return {
    ...widths,
    countsPerLine: Math.ceil(cells / lines),
    percents: lines === 1 && bars / cells >= PERCENT_WIDTH,
    legend,
    rowsPerPage: Math.max(1, Math.min(ROWS_MOST, Math.floor(rowsHeight(snapshot, legend) / row))),
  };
}

/** Counts of one row: one a grade, and the blanks where the rule has them. */
function cellCount({ grades, rule }: ScreenSnapshot): number {
  return grades.length + (rule.blank === 'allowed' ? 1 : 0);
}

/** Best first; the unit goes last of all. */
function arrangementsFor(snapshot: ScreenSnapshot): readonly Arrangement[] {
  const groups = snapshot.groups.length;
  const inColumns = (unitMost: number): Arrangement => {
    const units = unitsShown(snapshot, unitMost);
    return { groups: 'columns', groupLines: 1, unitMost, units };
  };
  const inStack = (unitMost: number) => {
    const units = unitsShown(snapshot, unitMost);
    return [2, 3, groups].map(
      (groupLines): Arrangement => ({ groups: 'stack', groupLines, unitMost, units }),
    );
  };
  return [...(groups <= 2 ? [8, 6, 5, 4].map(inColumns) : []), ...[7, 5, 4, 0].flatMap(inStack)];
}

/** In two lines beside the name, or in one below it. */
function unitsShown({ presenters }: ScreenSnapshot, unitMost: number): BoardLayout['units'] {
  const below = nameWidth(presenters.map(({ name }) => name)) / TEXT.floor;
  return shortUnits(presenters.map(unitOrPost), unitMost > 0 ? 2 * unitMost : Math.floor(below));
}

type ColumnWidths = Omit<BoardLayout, 'countsPerLine' | 'percents' | 'legend' | 'rowsPerPage'>;

function columnWidths(snapshot: ScreenSnapshot, arrangement: Arrangement): ColumnWidths {
  const figure = scoreEms(snapshot);
  const groups = snapshot.groups.length;
  const perLine =
    arrangement.groups === 'columns' ? groups : Math.ceil(groups / arrangement.groupLines);
  return {
    orderWidth: 6,
    nameWidth: nameWidth(snapshot.presenters.map(({ name }) => name)),
    unitWidth: unitWidth(arrangement.units, arrangement.unitMost),
    units: arrangement.units,
    groups: arrangement.groups,
    groupsPerLine: perLine,
    groupWidth:
      arrangement.groups === 'columns'
        ? Math.max(figure * TEXT.groupScore, HEAD_EMS * TEXT.floor) + 1
        : Math.max(perLine * ((figure + 1.2) * TEXT.floor + 1), STACK_HEAD_EMS * TEXT.floor),
    scoreWidth: figure * TEXT.score * BOLD + 0.5,
  };
}

/** The widest score that the rule can give, in em. */
function scoreEms({ grades, rule }: ScreenSnapshot): number {
  const whole = Math.max(2, ...grades.map(({ points }) => points.split('.')[0]?.length ?? 0));
  return textWidth('0'.repeat(whole + rule.decimals)) + (rule.decimals > 0 ? 0.3 : 0);
}

/** Four characters in one line, longer names in two smaller ones. */
function nameWidth(names: readonly string[]): number {
  const longest = widest(names);
  if (longest <= 4) return Math.max(longest, 3) * TEXT.name + 1;
  return Math.min(Math.max(Math.ceil(longest / 2), 5), 7) * TEXT.floor + 1;
}

/** What stands for a presenter's place of work on a board. */
export function unitOrPost({ unit, post }: ScreenPresenter): string {
  return unit || post;
}

function widestUnit(units: BoardLayout['units']): number {
  return Math.max(0, ...[...units.values()].map(unitWidthOf));
}

function unitWidth(units: BoardLayout['units'], most: number): number {
  const longest = widestUnit(units);
  if (longest === 0 || most === 0) return 0;
  const oneLine = longest <= Math.min(most, UNIT_LINE);
  return Math.min(Math.max(oneLine ? longest : longest / 2 + 0.6, 2), most) * TEXT.floor + 1;
}

function barsWidth(widths: ColumnWidths): number {
  const columns = widths.groups === 'columns' ? widths.groupsPerLine : 1;
  const fixed = [
    widths.orderWidth,
    widths.nameWidth,
    widths.unitWidth,
    widths.groupWidth * columns,
    widths.scoreWidth,
  ];
  const gaps = (fixed.filter((width) => width > 0).length + columns) * GAP;
  return STAGE_WIDTH - MARGINS - gaps - fixed.reduce((sum, width) => sum + width, 0);
}

/** Where the bars begin, from the left edge of the board. */
export function barsStart({ orderWidth, nameWidth, unitWidth }: BoardLayout): number {
  const columns = [orderWidth, nameWidth, unitWidth].filter((width) => width > 0);
  return columns.reduce((sum, width) => sum + width + GAP, 0);
}

/** Counts stand in fixed places, wide enough for every ticket issued, so that none ever moves. */
function countCell({ groups, items }: ScreenSnapshot): number {
  const most = Math.max(100, turnoutInAll(groups).issued * items.length);
  return textWidth(String(most)) * TEXT.floor + 0.8;
}

function labelsFit({ grades, rule }: ScreenSnapshot, cell: number): boolean {
  const labels = [
    ...grades.map(({ label }) => label),
    ...(rule.blank === 'allowed' ? ['弃权'] : []),
  ];
  return widest(labels) * TEXT.floor + SWATCH <= cell;
}

/** What header, strip, headings and foot leave for the rows. */
function rowsHeight(snapshot: ScreenSnapshot, legend: BoardLayout['legend']): number {
  const many = snapshot.groups.length > 2;
  const strip = many ? Math.ceil(snapshot.groups.length / 2) * HEIGHTS.stripLine : HEIGHTS.strip;
  const band = legend === 'band' ? legendLines(snapshot) * HEIGHTS.band : 0;
  const foot = HEIGHTS.foot + (footLines(snapshot) - 1) * LINE;
  return 100 - HEIGHTS.header - strip - HEIGHTS.head - band - foot;
}

/** As many as there may ever be: the rows must not move when the first batch comes. */
function footLines(snapshot: ScreenSnapshot): number {
  const groups = snapshot.groups.map((group, index) => ({ ...group, shown: index === 0 ? 1 : 0 }));
  const texts = footTexts({ ...snapshot, groups });
  const width = texts.reduce((sum, text) => sum + textWidth(text) * TEXT.floor + 4, 20);
  return Math.ceil(width / (STAGE_WIDTH - MARGINS));
}

/** Labels in the band are cut at eight characters and fill lines one after another. */
function legendLines({ grades, rule }: ScreenSnapshot): number {
  const labels = [
    ...grades.map(({ label }) => label),
    ...(rule.blank === 'allowed' ? ['弃权'] : []),
  ];
  const widths = labels.map((label) => Math.min(textWidth(label), 8) * TEXT.floor + SWATCH + 3);
  const available = STAGE_WIDTH - MARGINS;
  let lines = 1;
  let used = 0;
  for (const width of widths) {
    if (used + width > available) {
      lines += 1;
      used = 0;
    }
    used += width;
  }
  return lines;
}
