import type { ResultPresenter, ResultTable } from '../../../shared/protocol/result-table.ts';
import type { ScreenResult, ScreenSnapshot } from '../../../shared/protocol/screen.ts';
import type { Ratio, Recount, RecountedPresenter } from './recount.ts';

/** Every figure of the server's result that the recount does not confirm, in Chinese; empty: 一致. */
export function compareResult(result: ResultTable, recount: Recount): readonly string[] {
  return [
    ...result.groups.flatMap(({ label, returned }, group) =>
      difference(`${label}票收回`, returned, recount.returned[group]),
    ),
    ...difference('述职人数', result.presenters.length, recount.presenters.length),
    ...recount.presenters.flatMap((recounted, index) => {
      const published = result.presenters[index];
      return published === undefined ? [] : comparePresenter(published, recounted, result);
    }),
  ];
}

/** The same for what the projection shows after closing. */
export function compareScreen(snapshot: ScreenSnapshot, recount: Recount): readonly string[] {
  return [
    ...difference('大屏阶段', snapshot.phase, 'closed'),
    ...snapshot.groups.flatMap(({ label, returned }, group) =>
      difference(`大屏${label}票收回`, returned, recount.returned[group]),
    ),
    ...recount.presenters.flatMap((recounted, index) => {
      const presenter = snapshot.presenters[index];
      if (presenter?.result == null) return [`大屏没有显示第 ${index + 1} 名述职人的结果`];
      return compareShown(`大屏${presenter.name}`, presenter.result, recounted);
    }),
  ];
}

function comparePresenter(
  published: ResultPresenter,
  recounted: RecountedPresenter,
  { groups }: ResultTable,
): readonly string[] {
  const { name } = published;
  return [
    ...published.items.flatMap((item, index) =>
      item.groups.flatMap(({ counts }, group) =>
        difference(
          `${name}“${item.label}”${groups[group]?.label}各等次票数`,
          counts.join('/'),
          recounted.counts[index]?.[group]?.join('/'),
        ),
      ),
    ),
    ...published.groupScores.flatMap((score, group) =>
      difference(`${name}${groups[group]?.label}得分`, score, recounted.groupScores[group]),
    ),
    ...difference(`${name}得分`, published.score, recounted.score),
    ...difference(`${name}名次`, published.rank, recounted.rank),
    ...compareExact(published, recounted.exact),
  ];
}

/** The fractions behind the scores, compared by multiplying across: no rounding hides anything. */
function compareExact(
  { name, exact }: ResultPresenter,
  recounted: Ratio | null,
): readonly string[] {
  if (exact === null || recounted === null)
    return difference(`${name}精确得分`, exact, recounted === null ? null : ratioText(recounted));
  const [above = '0', below = '1'] = exact.split('/');
  const same = BigInt(above) * recounted.below === recounted.above * BigInt(below);
  return same ? [] : difference(`${name}精确得分`, exact, ratioText(recounted));
}

function compareShown(
  where: string,
  shown: ScreenResult,
  recounted: RecountedPresenter,
): readonly string[] {
  return [
    ...shown.groups.flatMap(({ counts }, group) =>
      difference(
        `${where}第 ${group + 1} 类票各等次票数`,
        counts.join('/'),
        sumOverItems(recounted, group).join('/'),
      ),
    ),
    ...shown.groupScores.flatMap((score, group) =>
      difference(`${where}第 ${group + 1} 类票得分`, score, recounted.groupScores[group]),
    ),
    ...difference(`${where}得分`, shown.score, recounted.score),
    ...difference(`${where}名次`, shown.rank, recounted.rank),
  ];
}

function sumOverItems({ counts }: RecountedPresenter, group: number): readonly number[] {
  const ofGroup = counts.map((item) => item[group] ?? []);
  return (ofGroup[0] ?? []).map((_, grade) =>
    ofGroup.reduce((sum, item) => sum + (item[grade] ?? 0), 0),
  );
}

function ratioText({ above, below }: Ratio): string {
  return `${above}/${below}`;
}

type Figure = string | number | null | undefined;

function difference(where: string, published: Figure, recounted: Figure): readonly string[] {
  return published === recounted
    ? []
    : [`${where}：系统为 ${published ?? '无'}，复算为 ${recounted ?? '无'}`];
}
