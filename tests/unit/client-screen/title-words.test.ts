import { expect, it } from 'vitest';
import { titleWords } from '../../../client-screen/title-words.ts';

it.each([
  ['党组织书记述职评议大会', '党|组织|书记|述职评议|大会'],
  ['机关党组织书记（2026）述职大会', '机关|党|组织|书记（2026）述职|大会'],
  ['', ''],
])('no word of %s is broken, and nothing is lost', (title, words) => {
  expect(titleWords(title).join('|')).toBe(words);
  expect(titleWords(title).join('')).toBe(title);
});
