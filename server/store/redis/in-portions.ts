const MOST_AT_ONCE = 1000;

/**
 * Acts on every item, a thousand at once, and answers in their order. All at once would keep a vote
 * that comes meanwhile waiting behind them, and the last of many would not be answered in time.
 * Rejects as soon as one does, with no further portion begun.
 */
export async function inPortions<Item, Answer>(
  items: readonly Item[],
  act: (item: Item) => Promise<Answer>,
): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (let first = 0; first < items.length; first += MOST_AT_ONCE)
    for (const answer of await Promise.all(items.slice(first, first + MOST_AT_ONCE).map(act)))
      answers.push(answer);
  return answers;
}
