import type { Cast, Store } from '../../../server/store/store.ts';
import { castsOf, openBox } from './filled-box.ts';
import { type MessageCost, measureMessageCost } from './message-cost.ts';
import { STORAGES, type Storage, type StorageKind, withStorage } from './storage.ts';
import { type ActCost, measureCommit, measureLook, measureSnapshot } from './store-cost.ts';
import type { ContestFigures, VoteFigures } from './vote-throughput.ts';

/** About as many as come together while the disk writes, when a hall votes at once. */
export const CASTS_OF_A_COMMIT = 100;
/** Meetings that vote at the same time, when votes come from many halls. */
const MEETINGS_AT_ONCE = 50;

export interface PartsOptions {
  /** How many votes each part is measured with. */
  readonly partVotes: number;
  readonly progress: (line: string) => void;
}

type ByStorage = Readonly<Record<StorageKind, ActCost>>;

/** What a vote costs, part by part. The messages are the same whatever keeps the votes. */
export interface VoteParts {
  readonly message: MessageCost;
  /** Of one meeting in groups of `CASTS_OF_A_COMMIT`; of `MEETINGS_AT_ONCE`, one each; one at a time. */
  readonly commit: ByStorage;
  readonly commitApart: ByStorage;
  readonly commitAlone: ByStorage;
  readonly look: ByStorage;
  readonly snapshot: ByStorage;
}

/** Each part by itself, in this process, through the functions that the server calls. */
export async function measureParts({ partVotes, progress }: PartsOptions): Promise<VoteParts> {
  const parts = new Map<StorageKind, StoreParts>();
  for (const kind of STORAGES) {
    progress(`parts: ${partVotes} votes (${kind})`);
    parts.set(kind, await withStorage(kind, (storage) => measureStore(storage, partVotes)));
  }
  const of = (name: Exclude<keyof StoreParts, 'message'>) =>
    Object.fromEntries([...parts].map(([kind, each]) => [kind, each[name]])) as ByStorage;
  const [first] = parts.values();
  if (first === undefined) throw new Error('nothing was measured');
  return {
    message: first.message,
    commit: of('commit'),
    commitApart: of('commitApart'),
    commitAlone: of('commitAlone'),
    look: of('look'),
    snapshot: of('snapshot'),
  };
}

interface StoreParts {
  readonly message: MessageCost;
  readonly commit: ActCost;
  readonly commitApart: ActCost;
  readonly commitAlone: ActCost;
  readonly look: ActCost;
  readonly snapshot: ActCost;
}

async function measureStore(storage: Storage, votes: number): Promise<StoreParts> {
  const some = Math.ceil(votes / 20);
  const store = await storage.openStore();
  try {
    const box = await openBox(store, votes + some);
    const casts = castsOf(box.meeting, box.secrets);
    const apart = await castsApart(store, Math.ceil(votes / 2));
    const { id } = box.meeting;
    return {
      message: await measureMessageCost(store, box, votes),
      commit: await measureCommit(storage, store, casts.slice(some), CASTS_OF_A_COMMIT),
      commitApart: await measureCommit(storage, store, apart, MEETINGS_AT_ONCE),
      commitAlone: await measureCommit(storage, store, casts.slice(0, some), 1),
      look: await measureLook(storage, store, id, some),
      snapshot: await measureSnapshot(storage, store, id, some),
    };
  } finally {
    await store.close();
  }
}

/** Casts of as many meetings in turn. */
async function castsApart(store: Store, votes: number): Promise<readonly Cast[]> {
  const each: (readonly Cast[])[] = [];
  const ofOne = Math.ceil(votes / MEETINGS_AT_ONCE);
  for (let meeting = 0; meeting < MEETINGS_AT_ONCE; meeting++) {
    const box = await openBox(store, ofOne);
    each.push(castsOf(box.meeting, box.secrets));
  }
  return Array.from({ length: ofOne }, (_, turn) =>
    each.flatMap((casts) => casts.slice(turn, turn + 1)),
  ).flat();
}

export const PART_HEADINGS = [
  'a vote taken apart, µs of processor time',
  'embedded store',
  'Redis, one process',
] as const;

/**
 * Lines for `PART_HEADINGS`. What the parts leave of the whole, which the contest measured, is the
 * websocket, the kernel's network and the event loop, as the bare server has them too.
 */
export function partLines(
  parts: VoteParts,
  contest: ContestFigures,
): readonly (readonly string[])[] {
  const { message, commit, commitApart, commitAlone, look, snapshot } = parts;
  const both = (what: string, of: (kind: StorageKind) => string) => [what, ...STORAGES.map(of)];
  const same = (what: string, micros: number) => both(what, () => oneDecimal(micros));
  return [
    same('parse: the frame of Socket.IO', message.frame),
    same('parse: the shape, by zod', message.schema),
    same('check: marks against the rule, receipt', message.check),
    both(`commit: ticket spent and ballot in the box, ${CASTS_OF_A_COMMIT} at once`, (kind) =>
      costText(kind, commit[kind]),
    ),
    same('answer: the frame of the receipt', message.answer),
    both('the rest of the server, by difference', (kind) =>
      oneDecimal(restOf(parts, kind, contest[kind])),
    ),
    both('whole server, measured while all phones cast at once', (kind) =>
      costText(kind, { own: contest[kind].server, redis: contest[kind].redis }),
    ),
    both('bare server, measured likewise', () => oneDecimal(contest.bare.server)),
    both(`commit of votes of ${MEETINGS_AT_ONCE} meetings that come together`, (kind) =>
      costText(kind, commitApart[kind]),
    ),
    both('commit of a vote that comes alone', (kind) => costText(kind, commitAlone[kind])),
    both('the same by the clock, the disk included', (kind) =>
      oneDecimal(commitAlone[kind].elapsed),
    ),
    both('broadcast: look at a changed meeting, at most ten a second', (kind) =>
      costText(kind, look[kind]),
    ),
    both('broadcast: its snapshot for all screens', (kind) => oneDecimal(snapshot[kind].own)),
  ];
}

function restOf({ message, commit }: VoteParts, kind: StorageKind, whole: VoteFigures): number {
  const { frame, schema, check, answer } = message;
  return whole.server - (frame + schema + check + answer) - commit[kind].own;
}

function costText(kind: StorageKind, { own, redis }: Pick<ActCost, 'own' | 'redis'>): string {
  switch (kind) {
    case 'embedded':
      return oneDecimal(own);
    case 'redis':
      return `${oneDecimal(own)} and ${oneDecimal(redis)} in redis-server`;
  }
}

function oneDecimal(micros: number): string {
  return micros.toFixed(1);
}
