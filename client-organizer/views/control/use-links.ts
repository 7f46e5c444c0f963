import { useEffect, useState } from 'preact/hooks';
import type { MeetingId } from '../../../shared/identifiers.ts';
import type { MeetingDetail, ScreenLink, ScreenLinkAnswer } from '../../../shared/protocol/http.ts';
import { refusalText, request } from '../../api.ts';

export interface LinksOnPage {
  /** Those in force, newest first; null until read. */
  readonly links: readonly ScreenLink[] | null;
  /** Made on this page, with the token that is told only now; newest first. */
  readonly made: readonly ScreenLinkAnswer[];
  readonly busy: boolean;
  readonly problem: string | null;
  readonly make: (kind: ScreenLink['kind']) => Promise<void>;
  readonly revoke: (id: string) => Promise<void>;
}

/** `changes` is any value that is another one after links may have changed elsewhere. */
export function useLinks(meetingId: MeetingId, changes: number): LinksOnPage {
  const [links, setLinks] = useState<readonly ScreenLink[] | null>(null);
  const [made, setMade] = useState<readonly ScreenLinkAnswer[]>([]);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const path = `/api/meetings/${meetingId}`;
  const inForce = (detail: MeetingDetail) =>
    detail.links
      .filter(({ revokedAt }) => revokedAt === null)
      .sort((one, other) => other.createdAt - one.createdAt);

  const read = async () => {
    const answer = await request<MeetingDetail>('GET', path);
    if (answer.ok) setLinks(inForce(answer.value));
    else setProblem(refusalText(answer));
  };
  useEffect(() => {
    void read();
  }, [meetingId, changes]);

  const make = async (kind: ScreenLink['kind']) => {
    setBusy(true);
    setProblem(null);
    const answer = await request<ScreenLinkAnswer>('POST', `${path}/links`, { kind });
    setBusy(false);
    if (!answer.ok) {
      setProblem(refusalText(answer));
      return;
    }
    setMade((before) => [answer.value, ...before]);
    setLinks((before) => [answer.value.link, ...(before ?? [])]);
  };
  const revoke = async (id: string) => {
    setBusy(true);
    setProblem(null);
    const answer = await request<MeetingDetail>('DELETE', `${path}/links/${id}`);
    setBusy(false);
    if (answer.ok) setLinks(inForce(answer.value));
    else setProblem(refusalText(answer));
  };
  return { links, made, busy, problem, make, revoke };
}
