import type {
  ScreenPresenter,
  ScreenResult,
  ScreenSnapshot,
} from '../../shared/protocol/screen.ts';
import { allAwaitBatches } from '../batches.ts';
import { type BoardLayout, unitOrPost } from '../board-layout.ts';
import type { BoardLine } from '../ranking.ts';
import { textWidth } from '../text-width.ts';
import { groupScoreText, withheldText } from '../wording.ts';
import { DistributionBar } from './DistributionBar.tsx';
import { Swatch } from './Legend.tsx';

interface RowProps {
  readonly snapshot: ScreenSnapshot;
  readonly layout: BoardLayout;
  readonly ranked: boolean;
  /** Few enough rows for percentages under the counts. */
  readonly roomy: boolean;
}

export function BoardRow({ line, ...props }: RowProps & { readonly line: BoardLine }) {
  if (line.line === 'covered')
    return (
      <tr class="row covered">
        <td class="cover" colSpan={columnCount(props)}>
          待揭晓
        </td>
      </tr>
    );
  const { presenter, number } = line;
  const { result } = presenter;
  return (
    <tr class="row">
      <td class="order">{props.ranked ? (result?.rank ?? '—') : number}</td>
      <PresenterCells presenter={presenter} {...props} />
      {result !== null && <ResultCells result={result} {...props} />}
    </tr>
  );
}

function PresenterCells({ presenter, layout, roomy }: RowProps & { presenter: ScreenPresenter }) {
  const { name } = presenter;
  const unit = layout.units.get(unitOrPost(presenter));
  return (
    <>
      <th scope="row" class={textWidth(name) > 4 ? 'name name-long' : 'name'}>
        <span>{name}</span>
        {layout.unitWidth === 0 && roomy && <small class="unit-below">{unit}</small>}
      </th>
      {layout.unitWidth > 0 && (
        <td class="unit">
          <span>{unit}</span>
        </td>
      )}
    </>
  );
}

function ResultCells({ result, snapshot, layout, roomy }: RowProps & { result: ScreenResult }) {
  return (
    <>
      <td class="bars">
        <DistributionBar distribution={result.all} grades={snapshot.grades} />
        <Counts result={result} snapshot={snapshot} layout={layout} roomy={roomy} />
      </td>
      {layout.groups === 'columns' ? (
        snapshot.groups.map(({ mark }, group) => (
          <td key={mark} class="group-score">
            {groupScoreText(result, snapshot, group)}
          </td>
        ))
      ) : (
        <StackedScores result={result} snapshot={snapshot} />
      )}
      <td class={result.score === null ? 'score withheld' : 'score'}>
        {result.score ?? withheldText(result, snapshot)}
      </td>
    </>
  );
}

function Counts({
  result,
  snapshot,
  layout,
  roomy,
}: Omit<RowProps, 'ranked'> & { readonly result: ScreenResult }) {
  const { counts, blank, percents } = result.all;
  if (allAwaitBatches(snapshot)) return null;
  const swatches = layout.legend === 'band';
  return (
    <ul class="counts">
      {snapshot.grades.map(({ label }, grade) => (
        <li key={label}>
          <span class="unseen">{label} </span>
          {swatches && <Swatch grade={grade} />}
          {counts[grade]}
          {roomy && layout.percents && (
            <small>{percents === null ? '—' : `${percents[grade]}%`}</small>
          )}
        </li>
      ))}
      {snapshot.rule.blank === 'allowed' && (
        <li>
          <span class="unseen">弃权 </span>
          {swatches && <Swatch grade={null} />}
          {blank}
        </li>
      )}
    </ul>
  );
}

function StackedScores({ result, snapshot }: { result: ScreenResult; snapshot: ScreenSnapshot }) {
  return (
    <td class="group-stack">
      <ul>
        {snapshot.groups.map(({ mark }, group) => (
          <li key={mark}>
            <span>{mark.replace(' 票', '')}</span> {groupScoreText(result, snapshot, group)}
          </li>
        ))}
      </ul>
    </td>
  );
}

function columnCount({ layout }: RowProps): number {
  const groups = layout.groups === 'columns' ? layout.groupsPerLine : 1;
  return 4 + groups + (layout.unitWidth > 0 ? 1 : 0);
}
