import { type BoxFigures, FEW_BALLOTS } from './box-size.ts';
import { type Row, spread, spreadText } from './figures.ts';
import { STORAGES, type StorageKind } from './storage.ts';

const TARGET_START_MS = 3000;
const WORDS: Readonly<Record<StorageKind, string>> = { embedded: 'embedded store', redis: 'Redis' };

export function boxRows(
  figures: Readonly<Record<StorageKind, BoxFigures>>,
  ballots: number,
): readonly Row[] {
  return STORAGES.flatMap((kind) => [
    castRow(figures[kind], `${count(ballots)} ballots in the box, ${WORDS[kind]}`),
    ...startRows(figures[kind], `${count(ballots)} ballots in the box, ${WORDS[kind]}`),
  ]);
}

function castRow({ costs, slice }: BoxFigures, withThese: string): Row {
  const perVote = (ms: number) => `${((ms / slice) * 1000).toFixed(0)} µs`;
  return {
    what: `a vote with ${withThese}`,
    figure: perVote(spread(costs.map(({ many }) => many)).median),
    baseline: `${perVote(spread(costs.map(({ few }) => few)).median)} with ${FEW_BALLOTS}`,
    ratio: spreadText(spread(costs.map(({ few, many }) => many / few)), 2),
    target: '',
    met: null,
  };
}

function startRows({ starts: { few, many } }: BoxFigures, withThese: string): readonly Row[] {
  const full = spread(many.map(({ elapsedMs }) => elapsedMs));
  const nearlyEmpty = spread(few.map(({ elapsedMs }) => elapsedMs));
  const processor = spread(many.map(({ processorMs }) => processorMs));
  const fewProcessor = spread(few.map(({ processorMs }) => processorMs));
  return [
    {
      what: `start, until a phone is let in, with ${withThese}`,
      figure: `${spreadText(full, 0)} ms`,
      baseline: `${nearlyEmpty.median.toFixed(0)} ms with ${FEW_BALLOTS}`,
      ratio: (full.median / nearlyEmpty.median).toFixed(2),
      target: `≤ ${TARGET_START_MS} ms`,
      met: full.median <= TARGET_START_MS,
    },
    {
      what: 'processor time of the server for that start',
      figure: `${spreadText(processor, 0)} ms`,
      baseline: `${fewProcessor.median.toFixed(0)} ms with ${FEW_BALLOTS}`,
      ratio: (processor.median / fewProcessor.median).toFixed(2),
      target: '',
      met: null,
    },
  ];
}

function count(ballots: number): string {
  return ballots.toLocaleString('en');
}
