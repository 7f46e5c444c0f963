import fc from 'fast-check';
import { type Shape, shapeOf } from '../../../shared/ballot.ts';
import { decimalText } from '../../../shared/decimal.ts';
import type { Rule } from '../../../shared/rule.ts';

export interface AnyBox {
  readonly rule: Rule;
  readonly shape: Shape;
  readonly ballots: readonly { readonly group: number; readonly marks: readonly number[] }[];
}

/** Parts in ten-thousandths that add up to exactly 100. */
function anyHundred(parts: number): fc.Arbitrary<readonly string[]> {
  return fc
    .array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: parts - 1, maxLength: parts - 1 })
    .map((cuts) => {
      const edges = [0, ...cuts.sort((one, other) => one - other), 1_000_000];
      return edges
        .slice(1)
        .map((edge, index) => decimalText(BigInt(edge - (edges[index] as number))));
    });
}

/** [RULE-1] Any rule that may be used. */
export function anyRule(): fc.Arbitrary<Rule> {
  return fc
    .record({
      points: fc.array(fc.integer({ min: 0, max: 10_000_000 }), { minLength: 2, maxLength: 10 }),
      groups: fc.integer({ min: 1, max: 6 }),
      items: fc.integer({ min: 1, max: 20 }),
      blank: fc.constantFrom('refused' as const, 'allowed' as const),
      emptyGroup: fc.constantFrom('withhold' as const, 'zero' as const, 'renormalize' as const),
      decimals: fc.integer({ min: 0, max: 4 }),
    })
    .chain(({ points, groups, items, ...rest }) =>
      fc.tuple(anyHundred(groups), anyHundred(items)).map(([weights, shares]) => ({
        ...rest,
        grades: points.map((point, index) => ({
          label: `等次${index}`,
          points: decimalText(BigInt(point)),
        })),
        groups: weights.map((weight, index) => ({ label: `票类${index}`, weight })),
        items: shares.map((share, index) => ({ label: `项目${index}`, share })),
      })),
    );
}

/** A rule with a box of a few ballots that fit it. */
export function anyBox(): fc.Arbitrary<AnyBox> {
  return fc.tuple(anyRule(), fc.integer({ min: 1, max: 3 })).chain(([rule, presenters]) => {
    const shape = shapeOf(rule, presenters);
    const most = rule.blank === 'allowed' ? shape.grades : shape.grades - 1;
    const cells = shape.presenters * shape.items;
    const ballot = fc.record({
      group: fc.integer({ min: 0, max: shape.groups - 1 }),
      marks: fc.array(fc.integer({ min: 0, max: most }), { minLength: cells, maxLength: cells }),
    });
    return fc.array(ballot, { maxLength: 12 }).map((ballots) => ({ rule, shape, ballots }));
  });
}
