import type { ScreenSnapshot } from '../../shared/protocol/screen.ts';
import { allAwaitBatches } from '../batches.ts';
import { type BoardLayout, barsStart } from '../board-layout.ts';
import type { BoardPage } from '../state.ts';
import { textWidth } from '../text-width.ts';
import { batchReason, footTexts } from '../wording.ts';
import { BoardRow } from './BoardRow.tsx';
import { Legend } from './Legend.tsx';
import { TurnoutStrip } from './TurnoutStrip.tsx';

const SHORT_LABEL_EM = 2;

interface BoardProps {
  readonly snapshot: ScreenSnapshot;
  readonly board: BoardPage | null;
  /** [SCREEN-2] By rank, which only a closed meeting has. */
  readonly ranked: boolean;
}

/** Every presenter of one page: bars, counts, the groups' scores, the weighted score. */
export function Board({ snapshot, board, ranked }: BoardProps) {
  if (board === null) return null;
  const { layout, lines } = board;
  return (
    <>
      <TurnoutStrip snapshot={snapshot} />
      {layout.legend === 'band' && (
        <div class="legend-band">
          <Legend snapshot={snapshot} />
        </div>
      )}
      <table class={`board rows-${lines.length}`} style={boardProperties(layout, ranked)}>
        <caption class="unseen">{ranked ? '测评结果' : '测评情况'}</caption>
        <BoardHead snapshot={snapshot} layout={layout} ranked={ranked} />
        <tbody>
          {lines.map((line) => (
            <BoardRow
              key={line.key}
              line={line}
              snapshot={snapshot}
              layout={layout}
              ranked={ranked}
              roomy={lines.length <= 5}
            />
          ))}
          {allAwaitBatches(snapshot) && <BeforeFirstBatch snapshot={snapshot} layout={layout} />}
        </tbody>
      </table>
      <BoardFoot snapshot={snapshot} board={board} />
    </>
  );
}

function BoardHead({
  snapshot,
  layout,
  ranked,
}: Omit<BoardProps, 'board'> & { readonly layout: BoardLayout }) {
  return (
    <thead>
      <tr>
        <th scope="col" class="head-order">
          {ranked ? '名次' : '序'}
        </th>
        <th scope="col" class="head-presenter">
          述职人
        </th>
        <th scope="col" class="head-bars">
          {layout.legend === 'head' ? <Legend snapshot={snapshot} /> : '各等次数'}
        </th>
        {layout.groups === 'columns' ? (
          snapshot.groups.map(({ mark, label, weight }) => (
            <th scope="col" key={mark} class="head-group">
              {groupHead(mark, label)} {weight}%
            </th>
          ))
        ) : (
          <th scope="col" class="head-group">
            各票类得分
          </th>
        )}
        <th scope="col" class="head-score">
          加权得分
        </th>
      </tr>
    </thead>
  );
}

/** [SECRET-3] Where the figures will be, so that the hall need not wonder at an empty board. */
function BeforeFirstBatch({ snapshot, layout }: { snapshot: ScreenSnapshot; layout: BoardLayout }) {
  return (
    <tr class="before-first-batch" style={{ left: `${barsStart(layout) / 10}rem` }}>
      <td>
        <strong>得分分批显示，第一批尚未显示</strong>
        <span>{batchReason(snapshot)}</span>
      </td>
    </tr>
  );
}

/** The label where it is short; else the mark, which the strip above explains. */
function groupHead(mark: string, label: string): string {
  return textWidth(label) <= SHORT_LABEL_EM ? label : mark;
}

function BoardFoot({ snapshot, board }: { snapshot: ScreenSnapshot; board: BoardPage }) {
  return (
    <footer class="foot">
      {footTexts(snapshot).map((text) => (
        <p key={text}>{text}</p>
      ))}
      {board.pages > 1 && (
        <p class="foot-page">
          第 {board.page + 1}/{board.pages} 页
        </p>
      )}
    </footer>
  );
}

/** Lengths in rem: the stage is ten of them high. */
function boardProperties(layout: BoardLayout, ranked: boolean): Record<string, string> {
  const rem = (length: number) => `${length / 10}rem`;
  const widths = [
    rem(ranked ? Math.max(layout.orderWidth, 8) : layout.orderWidth),
    rem(layout.nameWidth),
    ...(layout.unitWidth > 0 ? [rem(layout.unitWidth)] : []),
    'minmax(0, 1fr)',
    ...(layout.groups === 'columns'
      ? Array.from({ length: layout.groupsPerLine }, () => rem(layout.groupWidth))
      : [rem(layout.groupWidth)]),
    rem(layout.scoreWidth),
  ];
  return {
    '--columns': widths.join(' '),
    '--presenter-columns': layout.unitWidth > 0 ? '2' : '1',
    '--counts-per-line': String(layout.countsPerLine),
    '--groups-per-line': String(layout.groupsPerLine),
  };
}
