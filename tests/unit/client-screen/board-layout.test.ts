import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boardLayout } from '../../../client-screen/board-layout.ts';
import { NOTICE_RULE } from '../../../shared/rule.ts';
import { ruleOf, snapshotWith } from './snapshots.ts';

describe('the layout of a board', () => {
  it('holds the notice’s meeting on one page: 8 presenters, 6 items, 2 groups', () => {
    expect(boardLayout(snapshotWith({ issued: [40, 140] }))).toMatchObject({
      rowsPerPage: 8,
      legend: 'head',
      groups: 'columns',
      countsPerLine: 4,
    });
  });

  it('does not move while votes come in', () => {
    const before = boardLayout(snapshotWith({ meeting: { phase: 'open' }, issued: [40, 140] }));
    const ballots = Array.from({ length: 30 }, () => ({ group: 1, grades: [0, 1, 2, 3] }));
    const after = snapshotWith({ meeting: { phase: 'open' }, issued: [40, 140], ballots });
    expect(boardLayout(after)).toEqual(before);
  });

  it('does not move when the first batch of a group is shown', () => {
    const options = { plan: { display: 'batched' }, meeting: { phase: 'open' } } as const;
    const ballots = Array.from({ length: 10 }, () => ({ group: 1, grades: [0] }));
    expect(boardLayout(snapshotWith({ ...options, ballots }))).toEqual(
      boardLayout(snapshotWith(options)),
    );
    expect(boardLayout(snapshotWith(options)).rowsPerPage).toBe(8);
  });

  it.each(['live', 'batched'] as const)(
    'keeps eight presenters with long units on one page, and their rows airy: %s',
    (display) => {
      const presenters = Array.from('一二三四五六七八', (digit) => ({
        name: `述职人${digit}`,
        unit: `某市住房和城乡建设局单位${digit}`,
        post: '',
      }));
      const layout = boardLayout(
        snapshotWith({ plan: { presenters, display }, meeting: { phase: 'open' } }),
      );
      expect(layout).toMatchObject({ rowsPerPage: 8, legend: 'head' });
      expect([...layout.units.values()][7]).toBe('…单位八');
    },
  );

  it('leaves nothing of a unit out where a page has room for it', () => {
    const presenters = Array.from({ length: 20 }, (_, index) => ({
      name: '述职人',
      unit: `某市住房和城乡建设局单位${index}`,
      post: '',
    }));
    const { units } = boardLayout(snapshotWith({ plan: { presenters } }));
    expect([...units.values()]).toEqual(presenters.map(({ unit }) => unit));
  });

  it('gives the words of the grades a band of their own where they do not fit', () => {
    const grades = ['满意程度甲', '满意程度乙', '满意程度丙', '满意程度丁'].map((label, place) => ({
      label,
      points: String(100 - place * 10),
    }));
    const snapshot = snapshotWith({ plan: { rule: { ...NOTICE_RULE, grades } } });
    expect(boardLayout(snapshot).legend).toBe('band');
  });

  it('fits every rule that may be made into the width of the stage', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 10 }),
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 0, max: 4 }),
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 1, max: 20_000 }),
        (grades, groups, decimals, length, issued) => {
          const rule = ruleOf(grades, groups, { decimals, blank: 'allowed' });
          const presenters = [{ name: '甲'.repeat(length), unit: '单'.repeat(length), post: '' }];
          const layout = boardLayout(
            snapshotWith({
              plan: { rule, presenters },
              issued: rule.groups.map(() => issued),
            }),
          );
          const columns = layout.groups === 'columns' ? layout.groupsPerLine : 1;
          const fixed =
            layout.orderWidth +
            layout.nameWidth +
            layout.unitWidth +
            layout.groupWidth * columns +
            layout.scoreWidth;
          expect(fixed).toBeLessThan(130);
          expect(layout.rowsPerPage).toBeGreaterThanOrEqual(1);
          expect(layout.rowsPerPage).toBeLessThanOrEqual(8);
          expect(layout.countsPerLine).toBeGreaterThanOrEqual(1);
        },
      ),
    );
  });
});
