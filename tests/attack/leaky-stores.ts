import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Vote } from './election.ts';

/** A box as somebody might build it in good faith. Each tells the order, in its own way. */
export interface LeakyStore {
  readonly name: string;
  /** The finding that must not be missed. */
  readonly tells: string;
  /** Takes the votes one by one, a commit each, and leaves its files in the folder. */
  run(folder: string, votes: readonly Vote[]): void;
}

interface Leak {
  readonly tells: string;
  readonly schema: string;
  readonly cast: (database: DatabaseSync, vote: Vote, order: number) => void;
  /** After the last vote; `REBUILD` is what our own store does. */
  readonly end: string;
}

const REBUILD = 'VACUUM; PRAGMA wal_checkpoint(TRUNCATE)';
const TRUNCATE_ONLY = 'PRAGMA wal_checkpoint(TRUNCATE)';
/** Keyed by a hash and rebuilt: tells nothing, so that each leak below is the only one. */
const TICKETS = 'CREATE TABLE ticket (inner BLOB PRIMARY KEY) WITHOUT ROWID';

function leaky(name: string, { tells, schema, cast, end }: Leak): LeakyStore {
  return {
    name,
    tells,
    run(folder, votes) {
      const database = new DatabaseSync(join(folder, 'pingyi.db'));
      database.exec('PRAGMA journal_mode = WAL; PRAGMA secure_delete = ON');
      database.exec(schema);
      for (const [order, vote] of votes.entries()) cast(database, vote, order);
      database.exec(end);
      database.close();
    },
  };
}

function random(): number {
  return randomInt(2 ** 47);
}

export const LEAKY_STORES: readonly LeakyStore[] = [
  leaky('a row number that counts up with each ballot', {
    tells: 'ballot: table box, column number ~ order of casting',
    schema: `CREATE TABLE box (number INTEGER PRIMARY KEY AUTOINCREMENT, ballot BLOB); ${TICKETS}`,
    cast: (database, { ballot, inner }) => {
      database.prepare('INSERT INTO box (ballot) VALUES (?)').run(ballot);
      database.prepare('INSERT INTO ticket VALUES (?)').run(inner);
    },
    end: REBUILD,
  }),
  leaky('a time beside each ballot', {
    tells: 'ballot: table box, column at ~ order of casting',
    schema: `CREATE TABLE box (id INTEGER PRIMARY KEY, ballot BLOB, at INTEGER); ${TICKETS}`,
    cast: (database, { ballot }, order) => {
      const at = 1_600_000_000_000 + order * 750 + randomInt(500);
      database.prepare('INSERT INTO box VALUES (?, ?, ?)').run(random(), ballot, at);
    },
    end: REBUILD,
  }),
  leaky('a time in words beside each spent ticket', {
    tells: 'ticket: table ticket, column spent_at ~ order of casting',
    schema: 'CREATE TABLE ticket (inner BLOB PRIMARY KEY, spent_at TEXT) WITHOUT ROWID',
    cast: (database, { inner }, order) => {
      const at = new Date(1_600_000_000_000 + order * 1_000).toISOString();
      database.prepare('INSERT INTO ticket VALUES (?, ?)').run(inner, at);
    },
    end: REBUILD,
  }),
  leaky('random row numbers in a file that was not rebuilt', {
    tells: 'ballot: pingyi.db: ballot, place in its page ~ order of casting',
    schema: 'CREATE TABLE box (id INTEGER PRIMARY KEY, ballot BLOB)',
    cast: (database, { ballot }) => {
      database.prepare('INSERT INTO box VALUES (?, ?)').run(random(), ballot);
    },
    end: TRUNCATE_ONLY,
  }),
  leaky('a list of spent tickets', {
    tells: 'ticket: table spent, place of the row ~ order of casting',
    schema: 'CREATE TABLE spent (inner BLOB)',
    cast: (database, { inner }) => {
      database.prepare('INSERT INTO spent VALUES (?)').run(inner);
    },
    end: REBUILD,
  }),
  leaky('slots made beforehand, taken one after the other', {
    tells: 'ballot: table box, column slot ~ order of casting',
    schema: `CREATE TABLE box (slot INTEGER PRIMARY KEY, ballot BLOB);
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)
      INSERT INTO box SELECT i, zeroblob(48) FROM n`,
    cast: (database, { ballot }, order) => {
      database.prepare('UPDATE box SET ballot = ? WHERE slot = ?').run(ballot, order + 1);
    },
    end: REBUILD,
  }),
  leaky('the same random number in box and ticket', {
    tells: 'ballot: table box, column id ~ ticket: table ticket, column ballot',
    schema: `CREATE TABLE box (id INTEGER PRIMARY KEY, ballot BLOB);
      CREATE TABLE ticket (inner BLOB PRIMARY KEY, ballot INTEGER) WITHOUT ROWID`,
    cast: (database, { ballot, inner }) => {
      const id = random();
      database.prepare('INSERT INTO box VALUES (?, ?)').run(id, ballot);
      database.prepare('INSERT INTO ticket VALUES (?, ?)').run(inner, id);
    },
    end: REBUILD,
  }),
];
