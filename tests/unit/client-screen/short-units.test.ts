import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shortUnits, unitWidthOf } from '../../../client-screen/short-units.ts';

const ROOM = 12;
const BUREAU = '某市住房和城乡建设局';

function shown(units: readonly string[], room = ROOM): readonly (string | undefined)[] {
  const short = shortUnits(units, room);
  return units.map((unit) => short.get(unit));
}

describe('[SCREEN-4] units on a board', () => {
  it('stand whole where all fit', () => {
    const units = ['某市人力资源和社会保障局', '某市农业农村局', ''];
    expect(shown(units)).toEqual(units);
  });

  it('lose a beginning that all share, and never so much that no name is left', () => {
    expect(shown(Array.from('一二三', (digit) => `${BUREAU}单位${digit}`))).toEqual([
      '…单位一',
      '…单位二',
      '…单位三',
    ]);
    expect(shown([BUREAU, `${BUREAU}办公室`])).toEqual(['…建设局', '…建设局办公室']);
  });

  it('are cut at the end where that tells them apart', () => {
    expect(shown(['某市农业农村局', '市场监督管理局综合行政执法支队'])).toEqual([
      '某市农业农村局',
      '市场监督管理局综合行政…',
    ]);
  });

  it('are cut in the middle where their ends tell them apart', () => {
    const others = ['省委党校', '开发区管委会'];
    expect(shown([`${BUREAU}单位一`, `${BUREAU}单位二`, ...others])).toEqual([
      '某市住房和城乡建…单位一',
      '某市住房和城乡建…单位二',
      ...others,
    ]);
    const twoBureaus = ['某市住房和城乡建设局', '某市人力资源和社会保障局'].flatMap((bureau) =>
      ['办公室负责人', '人事处负责人'].map((post) => bureau + post),
    );
    expect(new Set(shown(twoBureaus)).size).toBe(4);
  });

  it('never look the same for being cut, and always fit', () => {
    const part = fc.constantFrom(
      '某市',
      '甲区',
      '住房和城乡',
      '建设局',
      '第一',
      '第二',
      '中学',
      '1',
    );
    const unit = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(
        fc.uniqueArray(unit, { maxLength: 8 }),
        fc.constantFrom(8, 12, 16),
        (units, room) => {
          const texts = shown(units, room);
          for (const text of texts) expect(unitWidthOf(text ?? '')).toBeLessThanOrEqual(room);
          expect(new Set(texts).size).toBe(units.length);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
