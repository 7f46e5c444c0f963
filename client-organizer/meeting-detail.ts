import { useEffect, useState } from 'preact/hooks';
import type { MeetingId } from '../shared/identifiers.ts';
import type { MeetingDetail } from '../shared/protocol/http.ts';
import { refusalText, request } from './api.ts';

/** What a page knows of its meeting. */
export type DetailState =
  | { readonly state: 'reading' }
  | { readonly state: 'unreadable'; readonly problem: string }
  | { readonly state: 'known'; readonly detail: MeetingDetail };

export interface DetailOnPage {
  readonly current: DetailState;
  /** Takes over what an act has answered, without asking again. */
  readonly adopt: (detail: MeetingDetail) => void;
  readonly read: () => Promise<void>;
}

/** Reads the meeting when the page opens, and again whenever someone comes back to it. */
export function useMeetingDetail(meetingId: MeetingId): DetailOnPage {
  const [current, setCurrent] = useState<DetailState>({ state: 'reading' });
  const adopt = (detail: MeetingDetail) => setCurrent({ state: 'known', detail });
  const read = async () => {
    const answer = await request<MeetingDetail>('GET', `/api/meetings/${meetingId}`);
    if (answer.ok) adopt(answer.value);
    // What is known stays on the page: figures of a minute ago beat an empty page.
    else
      setCurrent((before) =>
        before.state === 'known' ? before : { state: 'unreadable', problem: refusalText(answer) },
      );
  };
  useEffect(() => {
    const readWhenSeen = () => {
      if (document.visibilityState === 'visible') void read();
    };
    readWhenSeen();
    document.addEventListener('visibilitychange', readWhenSeen);
    return () => document.removeEventListener('visibilitychange', readWhenSeen);
  }, [meetingId]);
  return { current, adopt, read };
}
