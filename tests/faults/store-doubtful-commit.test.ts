import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { openDatabase } from '../../server/store/sqlite/database.ts';
import { changeMeeting, createMeeting } from '../../server/store/sqlite/meetings.ts';
import { Shelf } from '../../server/store/sqlite/shelf.ts';
import { mintTickets } from '../../server/store/sqlite/tickets.ts';
import { StorageUnavailable } from '../../server/store/store.ts';
import { newMeeting } from '../../shared/meeting.ts';
import {
  entryOf,
  meetingId,
  newTickets,
  paperTickets,
  samplePlan,
} from '../contract/sample-meeting.ts';
import { testFolder } from './store-folder.ts';

/** A disk that writes the next commit, says that it failed, and cannot be read from then on. */
interface DoubtfulDisk {
  readonly database: DatabaseSync;
  breakAtCommit(): void;
  repair(): void;
}

function doubtfulDisk(database: DatabaseSync): DoubtfulDisk {
  let state: 'sound' | 'breaksAtCommit' | 'broken' = 'sound';
  const fail = (): never => {
    throw Object.assign(new Error('disk I/O error'), { errcode: 10 });
  };
  const acts = {
    exec: (sql: string) => {
      if (state === 'broken') fail();
      database.exec(sql);
      if (state !== 'breaksAtCommit' || sql !== 'COMMIT') return;
      state = 'broken';
      fail();
    },
    prepare: (sql: string) => {
      if (state === 'broken') fail();
      const statement = database.prepare(sql);
      return new Proxy(statement, {
        get: (target, name) => {
          if (state === 'broken') fail();
          return own(target, name);
        },
      });
    },
  };
  const proxy = new Proxy(database, {
    get: (target, name) => Reflect.get(acts, name) ?? own(target, name),
  });
  return {
    database: proxy,
    breakAtCommit: () => {
      state = 'breaksAtCommit';
    },
    repair: () => {
      state = 'sound';
    },
  };
}

/** A member of what a proxy stands for. */
function own(target: object, name: string | symbol): unknown {
  const value: unknown = Reflect.get(target, name);
  return typeof value === 'function' ? value.bind(target) : value;
}

it('[PHASE-2] after a closing that the disk kept but called failed, nothing is decided from before it', () => {
  const disk = doubtfulDisk(openDatabase(join(testFolder(), 'pingyi.db')));
  const shelf = new Shelf(disk.database);
  const open = { ...newMeeting(meetingId(1), samplePlan(), 1), phase: 'open' } as const;
  createMeeting(shelf, open, entryOf('meeting_created'));
  const change = (phase: 'closed' | 'paused') =>
    changeMeeting(shelf, {
      before: open,
      next: { ...open, phase, version: open.version + 1 },
      entry: entryOf(phase),
      box: 'keep',
    });
  const tickets = newTickets(paperTickets('late', 2));
  const mint = () => mintTickets(shelf, open.id, tickets, entryOf('tickets_minted'));

  disk.breakAtCommit();
  expect(() => change('closed')).toThrow(StorageUnavailable);
  expect(() => shelf.find(open.id)).toThrow(StorageUnavailable);
  expect(() => shelf.all()).toThrow(StorageUnavailable);
  expect(mint).toThrow(StorageUnavailable);
  disk.repair();
  expect(mint()).toEqual({ outcome: 'closed' });
  expect(change('paused')).toBe('conflict');
  expect(shelf.find(open.id)?.meeting.phase).toBe('closed');
  shelf.close();
});
