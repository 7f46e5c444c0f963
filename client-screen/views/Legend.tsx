import type { ScreenSnapshot } from '../../shared/protocol/screen.ts';
import { gradeFill } from './GradePatterns.tsx';

/** The pattern of a grade; of blanks, which have no part in a bar, an empty frame. */
export function Swatch({ grade }: { grade: number | null }) {
  return (
    <svg class="swatch" aria-hidden="true" focusable="false">
      <rect
        width="100%"
        height="100%"
        class={grade === null ? 'swatch-blank' : undefined}
        fill={grade === null ? 'none' : gradeFill(grade)}
      />
    </svg>
  );
}

/** Words of the grades in the places of their counts. */
export function Legend({ snapshot }: { snapshot: ScreenSnapshot }) {
  return (
    <ul class="legend">
      {snapshot.grades.map(({ label }, grade) => (
        <li key={label}>
          <Swatch grade={grade} />
          <span>{label}</span>
        </li>
      ))}
      {snapshot.rule.blank === 'allowed' && (
        <li>
          <Swatch grade={null} />
          <span>弃权</span>
        </li>
      )}
    </ul>
  );
}
