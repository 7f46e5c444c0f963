/** How a grade is drawn beside its word: a fill, and a pattern of ivory strokes upon it. */
export interface GradeLook {
  readonly colour: string;
  readonly pattern: GradePattern;
}

export type GradePattern =
  | 'plain'
  | 'rising'
  | 'dots'
  | 'crossed'
  | 'upright'
  | 'level'
  | 'falling'
  | 'grid'
  | 'rings'
  | 'peaks';

/** The strokes of a pattern on a tile of 8 × 8, as SVG path data; tiles join without a seam. */
export const PATTERN_TILES: Readonly<Record<GradePattern, string>> = {
  plain: '',
  rising: 'M-1 1 1 -1M0 8 8 0M7 9 9 7',
  dots: 'M3 4a1 1 0 1 0 2 0a1 1 0 1 0 -2 0',
  crossed: 'M-1 1 1 -1M0 8 8 0M7 9 9 7M-1 7 1 9M0 0 8 8M7 -1 9 1',
  upright: 'M4 0V8',
  level: 'M0 4H8',
  falling: 'M-1 7 1 9M0 0 8 8M7 -1 9 1',
  grid: 'M4 0V8M0 4H8',
  rings: 'M1.5 4a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0 -5 0',
  peaks: 'M0 6 4 2 8 6',
};

/** The ground that every colour here is chosen for. */
export const PALETTE_GROUND = '#FFF8E7';

// Blue to gold differs most for every kind of colour vision; within each half the lightness does
// the telling. Halves of one and two are the four grades of the notice's rule.
const BETTER: readonly (readonly string[])[] = [
  ['#08519C'],
  ['#08519C', '#3B8BC4'],
  ['#0D2156', '#14578D', '#1B92C2'],
  ['#0D2156', '#12447B', '#156A9F', '#1B92C2'],
  ['#0D2156', '#113B72', '#14578D', '#1674A8', '#1B92C2'],
];
const WORSE: readonly (readonly string[])[] = [
  ['#A63603'],
  ['#B8860B', '#A63603'],
  ['#B68700', '#864605', '#4A130D'],
  ['#B68700', '#985A00', '#73340B', '#4A130D'],
  ['#B68700', '#A06500', '#864605', '#692B0D', '#4A130D'],
];

/** By number of grades, so that the notice's four always look the same; no pattern comes twice. */
const PATTERNS: readonly GradePattern[] = [
  'plain',
  'rising',
  'dots',
  'crossed',
  'upright',
  'rings',
  'level',
  'falling',
  'peaks',
  'grid',
];

/**
 * The looks of 2–10 ordered grades (RULE-1), best first: at least 3:1 against the ground, and
 * neighbours apart for deuteranopes and protanopes. Another number is a bug of the caller.
 */
export function gradePalette(grades: number): readonly GradeLook[] {
  const better = BETTER[Math.floor(grades / 2) - 1];
  const worse = WORSE[Math.ceil(grades / 2) - 1];
  if (better === undefined || worse === undefined) throw new RangeError(`${grades} grades`);
  return [...better, ...worse].map((colour, place) => ({
    colour,
    pattern: PATTERNS[place] ?? 'plain',
  }));
}
