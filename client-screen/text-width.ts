const NARROW = /[\u0020-\u007e]/;
const NARROW_EM = 0.56;

/**
 * Width of a line in em, near enough to choose a layout by: Chinese characters are one em wide,
 * Latin letters and digits a little over half.
 */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) width += NARROW.test(character) ? NARROW_EM : 1;
  return width;
}

export function widest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map(textWidth));
}
