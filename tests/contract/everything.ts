import type { Store } from '../../server/store/store.ts';
import type { MeetingId } from '../../shared/identifiers.ts';
import { readState } from './sample-meeting.ts';

/** Everything that can be asked of a store about one meeting. */
export async function everythingOf(store: Store, id: MeetingId) {
  return {
    state: await readState(store, id),
    log: await store.readLog(id, 1_000),
    links: await store.listScreenLinks(id),
    rounds: await store.readVoidedRounds(id),
    box: await store.recountBox(id),
  };
}

/** About all of its meetings, newest first. */
export async function everything(store: Store) {
  const meetings = await store.listMeetings();
  return Promise.all(meetings.map(({ id }) => everythingOf(store, id)));
}
