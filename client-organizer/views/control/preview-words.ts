import type { ScreenPresenter, ScreenSnapshot } from '../../../shared/protocol/screen.ts';

/** What stands in place of scores; null while the hall sees scores. */
export function previewNote(snapshot: ScreenSnapshot): string | null {
  if (snapshot.halted) return '测评已中止，不显示得分';
  if (snapshot.phase === 'draft') return '大屏显示测评方法，等待开启';
  if (snapshot.presenters.some(({ result }) => result !== null)) return null;
  return snapshot.phase === 'closed' ? '等待揭晓' : '只显示票数';
}

/** One sentence below: how the scores come to the screen, or that they are final. */
export function previewCaption(snapshot: ScreenSnapshot): string {
  if (snapshot.halted) return '查明原因之前，大屏不显示得分。';
  if (snapshot.phase === 'closed') return closedWords(snapshot);
  switch (snapshot.display) {
    case 'live':
      return '实时显示：每收到一票就更新得分。';
    case 'batched':
      return batchedWords(snapshot);
    case 'turnout':
      return '只显示票数：得分在结束后由主持人揭晓。';
  }
}

/** [SECRET-3] */
function batchedWords({ phase, groups }: ScreenSnapshot): string {
  const rule = '分批显示：每批不少于 5 张，最后几张结束后计入。';
  if (phase === 'draft') return rule;
  const shown = groups.map(({ mark, shown: counted }) => `${mark} ${counted}`);
  return `${rule}得分现含 ${shown.join('、')} 张。`;
}

function closedWords({ presenters, revealed }: ScreenSnapshot): string {
  if (revealed >= presenters.length) return '测评结束：最终得分，按名次排列。';
  return `测评结束：已揭晓 ${revealed} 名，其余不显示。`;
}

/**
 * [SCREEN-2] In the order of the ballot while voting; after closing by rank as far as revealed, equal
 * ranks in the order of the ballot, those without a rank last.
 */
export function previewOrder(snapshot: ScreenSnapshot): readonly ScreenPresenter[] {
  if (snapshot.phase !== 'closed') return snapshot.presenters;
  return snapshot.presenters
    .filter(({ result }) => result !== null)
    .sort((one, other) => placeOf(one) - placeOf(other));
}

// A plain number, not infinity: the difference of two infinities is no order.
function placeOf({ result }: ScreenPresenter): number {
  return result?.rank ?? Number.MAX_SAFE_INTEGER;
}
