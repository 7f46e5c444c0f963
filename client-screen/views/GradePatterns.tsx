import { gradePalette, PALETTE_GROUND, PATTERN_TILES } from '../../shared/grade-palette.ts';
import type { Grade } from '../../shared/rule.ts';

/** The fill of a grade's bar, for `fill`; drawn once a page by `GradePatterns`. */
export function gradeFill(grade: number): string {
  return `url(#grade-${grade})`;
}

/** Definitions that every bar refers to, so that a grade looks the same wherever it comes. */
export function GradePatterns({ grades }: { grades: readonly Grade[] }) {
  return (
    <svg class="definitions" aria-hidden="true" focusable="false">
      <defs>
        {gradePalette(grades.length).map(({ colour, pattern }, grade) => (
          <pattern
            key={pattern}
            id={`grade-${grade}`}
            patternUnits="userSpaceOnUse"
            width="0.12rem"
            height="0.12rem"
            viewBox="0 0 8 8"
          >
            <path d="M-1-1H9V9H-1Z" fill={colour} />
            <path d={PATTERN_TILES[pattern]} class="strokes" stroke={PALETTE_GROUND} />
          </pattern>
        ))}
      </defs>
    </svg>
  );
}
