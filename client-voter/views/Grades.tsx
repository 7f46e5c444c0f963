import type { VoterPaper } from '../../shared/protocol/voter.ts';

export interface GradesProps {
  readonly paper: VoterPaper;
  /** Unique on the page. */
  readonly name: string;
  readonly labelledBy: string;
  readonly chosen: number | null;
  readonly choose: (mark: number) => void;
}

/**
 * [RULE-4] One cell of the ballot. The grades stand in the rule's order, 弃权 below them and apart;
 * each is told by its word and its place, the chosen one also by a tick.
 */
export function Grades({ paper, name, labelledBy, chosen, choose }: GradesProps) {
  const radio = (label: string, mark: number) => (
    <label class="grade" key={mark}>
      <input type="radio" name={name} checked={chosen === mark} onChange={() => choose(mark)} />
      <span class="grade-word">{label}</span>
    </label>
  );
  return (
    <div role="radiogroup" aria-labelledby={labelledBy}>
      <div class={`grades ${gradesWidth(paper.grades)}`}>{paper.grades.map(radio)}</div>
      {paper.blank === 'allowed' && (
        <div class="grades grades-blank">{radio('弃权', paper.grades.length)}</div>
      )}
    </div>
  );
}

const SHORT_WORD = 2;
const MIDDLE_WORD = 4;

/** How wide a place the longest word needs; four words stand in one row or in two, never 3 and 1. */
export function gradesWidth(grades: readonly string[]): string {
  const longest = Math.max(...grades.map((grade) => grade.length));
  if (longest > MIDDLE_WORD) return 'grades-long';
  const width = longest <= SHORT_WORD ? 'grades-short' : 'grades-middle';
  return grades.length === 4 ? `${width} grades-four` : width;
}
