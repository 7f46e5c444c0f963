import { gradePalette, PATTERN_TILES } from '../../../shared/grade-palette.ts';
import type { Grade } from '../../../shared/rule.ts';

const TILE = 8;

function patternId(grade: number): string {
  return `grade-pattern-${grade}`;
}

/** The fills of all bars of the page, defined once. */
export function GradePatterns({ grades }: { readonly grades: number }) {
  return (
    <svg class="visually-hidden" aria-hidden="true" focusable="false">
      <defs>
        {gradePalette(grades).map(({ colour, pattern }, grade) => (
          <pattern
            key={colour}
            id={patternId(grade)}
            width={TILE}
            height={TILE}
            patternUnits="userSpaceOnUse"
          >
            <rect width={TILE} height={TILE} fill={colour} />
            <path d={PATTERN_TILES[pattern]} stroke="#fff8e7" fill="none" />
          </pattern>
        ))}
      </defs>
    </svg>
  );
}

/** Which fill is which grade, best first, as in every bar. */
export function GradeKey({ grades }: { readonly grades: readonly Grade[] }) {
  return (
    <ul class="grade-key" aria-label="等次图例">
      {grades.map(({ label, points }, grade) => (
        <li key={label} class="grade-key-entry">
          <svg class="grade-key-fill" aria-hidden="true" focusable="false">
            <rect width="100%" height="100%" fill={`url(#${patternId(grade)})`} />
          </svg>
          {label} {points} 分
        </li>
      ))}
    </ul>
  );
}

/** A picture of the figures beside it, so it says nothing to a screen reader. */
export function GradeBar({ percents }: { readonly percents: readonly string[] | null }) {
  let start = 0;
  return (
    <svg class="grade-bar" aria-hidden="true" focusable="false">
      {(percents ?? []).map((percent, grade) => {
        const x = start;
        start += Number(percent);
        return (
          <rect
            key={patternId(grade)}
            x={`${x}%`}
            width={`${percent}%`}
            height="100%"
            fill={`url(#${patternId(grade)})`}
          />
        );
      })}
    </svg>
  );
}
