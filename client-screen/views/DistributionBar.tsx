import type { Distribution } from '../../shared/protocol/screen.ts';
import type { Grade } from '../../shared/rule.ts';
import { gradeFill } from './GradePatterns.tsx';

const AXIS_TICKS = [0, 25, 50, 75, 100];

/**
 * Shares of the grades on a fixed axis of 0–100 %, best grade first. It draws what the counts
 * beside it say; screen readers are told by those.
 */
export function DistributionBar({
  distribution,
  grades,
}: {
  distribution: Distribution;
  grades: readonly Grade[];
}) {
  const { counts, valid } = distribution;
  const share = (count: number) => (valid === 0 ? 0 : (count / valid) * 100);
  let end = 0;
  return (
    <svg class="bar" aria-hidden="true" focusable="false">
      {AXIS_TICKS.map((tick) => (
        <line key={tick} class="tick" x1={`${tick}%`} x2={`${tick}%`} y1="0" y2="100%" />
      ))}
      {grades.map(({ label }, grade) => {
        const width = share(counts[grade] ?? 0);
        const start = end;
        end += width;
        return (
          <rect
            key={label}
            class="segment"
            style={{ x: `${start}%`, width: `${width}%` }}
            y="12%"
            height="76%"
            fill={gradeFill(grade)}
          />
        );
      })}
    </svg>
  );
}
