/**
 * A title in pieces between which a line may end: 书 and 记 stand together. Single characters in a
 * row are one piece, since dictionaries know 大会 but not 述职评议; beside punctuation the browser
 * knows better than any dictionary where a line may end.
 */
export function titleWords(title: string): readonly string[] {
  const words: string[] = [];
  let before = { single: true, punctuation: true };
  for (const { segment, isWordLike } of segmenter.segment(title)) {
    const now = { single: segment.length === 1, punctuation: isWordLike !== true };
    const joins = before.punctuation || now.punctuation || (before.single && now.single);
    words.push(joins ? (words.pop() ?? '') + segment : segment);
    before = now;
  }
  return words;
}

const segmenter = new Intl.Segmenter('zh-CN', { granularity: 'word' });
