import type { VoterPaper } from '../shared/protocol/voter.ts';
import type { Draft } from './ballot-draft.ts';

/** One presenter's marks for the review: `好`, `6 项均为“好”`, `好 4 项，较好 2 项`, `还差 2 项`. */
export function marksInWords(paper: VoterPaper, marks: Draft): string {
  const missing = marks.filter((mark) => mark === null).length;
  if (missing === marks.length) return '未评';
  if (missing > 0) return `还差 ${missing} 项`;
  const counted = [...paper.grades, '弃权']
    .map((label, mark) => ({ label, count: marks.filter((other) => other === mark).length }))
    .filter(({ count }) => count > 0);
  const [only] = counted;
  if (counted.length === 1 && only !== undefined)
    return marks.length === 1 ? only.label : `${marks.length} 项均为“${only.label}”`;
  return counted.map(({ label, count }) => `${label} ${count} 项`).join('，');
}
