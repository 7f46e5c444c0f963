import { createClient, RESP_TYPES } from 'redis';
import type { Table } from './election.ts';

type Ask = (...command: (string | Buffer)[]) => Promise<unknown>;
type Row = Table['rows'][number];

const CELL_WORD_BYTES = 4;

/** Asks as somebody who may send every command; texts are buffers, whatever is in them. */
export async function withQuestions<Value>(
  url: string,
  use: (ask: Ask) => Promise<Value>,
): Promise<Value> {
  const client = createClient({ url, RESP: 2 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const typeMapping = { [RESP_TYPES.BLOB_STRING]: Buffer };
    return await use((...command) => client.sendCommand(command, { typeMapping }));
  } finally {
    client.destroy();
  }
}

/** The words of the slow commands that Redis remembers, in hex. */
export async function slowCommands(ask: Ask): Promise<string> {
  const entries = (await ask('SLOWLOG', 'GET', '-1')) as [number, number, number, Buffer[]][];
  return entries.flatMap(([, , , words]) => words.map((word) => word.toString('hex'))).join(' ');
}

export async function keysIn(ask: Ask): Promise<readonly string[]> {
  return ((await ask('KEYS', '*')) as Buffer[]).map(String).sort();
}

/**
 * Every key in the order in which Redis gives its elements. Keys that differ only by a number or by
 * a byte are one table, with the key beside each element, and for how long nobody has asked for it.
 */
export async function redisTables(ask: Ask, ballotBytes: number): Promise<readonly Table[]> {
  const rows = new Map<string, Row[]>();
  for (const key of await keysIn(ask)) {
    // First of all: reading a key is asking for it.
    const idle = Number(await ask('OBJECT', 'IDLETIME', key));
    const name = tableOf(key);
    const found = await elementsOf(ask, key, ballotBytes);
    const known = rows.get(name) ?? [];
    for (const row of found) known.push({ key, idle, ...row });
    rows.set(name, known);
  }
  return Array.from(rows, ([name, found]) => ({ name, rows: found }));
}

function tableOf(key: string): string {
  return key.replace(/\{meeting[^}]*\}/, '{meeting}').replace(/:([0-9a-f]{1,2}|[0-9a-f]{64})$/, '');
}

async function elementsOf(ask: Ask, key: string, ballotBytes: number): Promise<readonly Row[]> {
  const list = async (...command: string[]) => (await ask(...command)) as Buffer[];
  const type = String(await ask('TYPE', key));
  if (type === 'hash') return inPairs(await list('HGETALL', key)).map(fieldRow);
  if (type === 'set') return (await list('SMEMBERS', key)).map((element) => ({ element }));
  if (type === 'list')
    return (await list('LRANGE', key, '0', '-1')).map((element) => ({ element }));
  if (type === 'zset')
    return inPairs(await list('ZRANGE', key, '0', '-1', 'WITHSCORES')).map(([element, score]) => ({
      element,
      score: Number(score),
    }));
  const text = (await ask('GET', key)) as Buffer;
  return key.endsWith(':box') ? slotRows(ask, key, text, ballotBytes) : [{ element: text }];
}

/** A ticket's parts are told apart by their size: see `library.lua`. */
function fieldRow([field, value]: readonly [Buffer, Buffer]): Row {
  if (value.length !== 46) return { field, value };
  return {
    field,
    group: value.readUInt8(0),
    batch: value.readUInt32BE(1),
    state: value.subarray(5, 6),
    inner: value.subarray(6, 38),
    receipt: value.subarray(38),
  };
}

async function slotRows(ask: Ask, key: string, box: Buffer, size: number): Promise<readonly Row[]> {
  const part = async (name: string) =>
    (await ask('GET', key.replace(/box$/, name))) as Buffer | null;
  const unseen = await unseenWords(part);
  const { groups, grades } = await shapeOf(ask, key.replace(/box$/, 'state'));
  const slots = await part('slots');
  return Array.from({ length: box.length / size }, (_, slot) => {
    const ballot = box.subarray(slot * size, (slot + 1) * size);
    const group = slots?.[slot] ?? 0;
    const places = Array.from(
      ballot,
      (byte, cell) => 2 * groups + (cell * groups + group) * (grades + 1) + byte - 1,
    );
    return { slot, ballot, unseen: places.filter((place) => unseen.has(place)).length };
  });
}

/**
 * The places at which the tally has more than the screens were shown: what a ballot that is among
 * the last has in all of its cells, and another only by chance.
 */
async function unseenWords(
  part: (name: string) => Promise<Buffer | null>,
): Promise<ReadonlySet<number>> {
  const [tally, shown] = await Promise.all([part('tally'), part('shown')]);
  if (tally === null || shown === null || tally.length !== shown.length) return new Set();
  const places = Array.from({ length: tally.length / CELL_WORD_BYTES }, (_, place) => place);
  return new Set(
    places.filter((place) => {
      const at = place * CELL_WORD_BYTES;
      return tally.readUInt32BE(at) !== shown.readUInt32BE(at);
    }),
  );
}

async function shapeOf(ask: Ask, key: string) {
  const [groups, grades] = (await ask('HMGET', key, 'groups', 'grades')) as (Buffer | null)[];
  return { groups: Number(groups ?? 0), grades: Number(grades ?? 0) };
}

function inPairs(flat: readonly Buffer[]): readonly (readonly [Buffer, Buffer])[] {
  return Array.from(
    { length: flat.length / 2 },
    (_, index) => [flat[2 * index], flat[2 * index + 1]] as [Buffer, Buffer],
  );
}
