import { useEffect, useState } from 'preact/hooks';
import type { Meeting, MeetingPapers } from '../../../shared/meeting.ts';
import type { MeetingDetail, PapersRequest } from '../../../shared/protocol/http.ts';
import { type Result, refuse } from '../../../shared/result.ts';
import { refusalText, request } from '../../api.ts';
import { differences, entryOf, type PapersEntry, readEntry, samePapers } from './papers-entry.ts';

type Outcome =
  | { readonly state: 'none' }
  | { readonly state: 'saved' }
  | { readonly state: 'refused'; readonly problem: string }
  /** Someone else saved in between; where theirs differs from what is typed here. */
  | { readonly state: 'conflict'; readonly differences: readonly string[] };

export interface PapersOnPage {
  readonly entry: PapersEntry;
  readonly changed: boolean;
  readonly busy: boolean;
  readonly outcome: Outcome;
  readonly change: (entry: PapersEntry) => void;
  readonly save: (papers: MeetingPapers) => Promise<void>;
}

const MOST_ATTEMPTS = 3;

/**
 * The papers of a meeting while someone types. What is typed is never thrown away: while nothing is
 * typed the form follows what is stored, and what others saved meanwhile is shown before it is
 * overwritten. A change of anything else about the meeting is no conflict.
 */
export function usePapers(meeting: Meeting): PapersOnPage {
  const [base, setBase] = useState(meeting.papers);
  const [entry, setEntry] = useState(() => entryOf(meeting.papers));
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>({ state: 'none' });
  const read = readEntry(entry);
  const changed = read === null || !samePapers(read, base);

  useEffect(() => {
    if (changed || busy) return;
    setBase(meeting.papers);
    setEntry(entryOf(meeting.papers));
  }, [meeting.version]);

  const adopt = (papers: MeetingPapers) => {
    setBase(papers);
    setEntry(entryOf(papers));
    setOutcome({ state: 'saved' });
  };

  const save = async (mine: MeetingPapers) => {
    setBusy(true);
    const saved = await savePapers(meeting.id, base, mine);
    setBusy(false);
    if (saved.ok) {
      adopt(saved.value.meeting.papers);
      return;
    }
    if (saved.code !== 'conflict' || saved.stored === undefined) {
      setOutcome({ state: 'refused', problem: refusalText(saved) });
      return;
    }
    const labels = meeting.plan.rule.groups.map(({ label }) => label);
    // Seen from now on, so that the next save may overwrite it knowingly.
    setBase(saved.stored);
    setOutcome({ state: 'conflict', differences: differences(mine, saved.stored, labels) });
  };
  return { entry, changed, busy, outcome, change: setEntry, save };
}

type Saved = Result<MeetingDetail> & { readonly stored?: MeetingPapers };

/**
 * Saves over `base`, the papers that the person has seen: `conflict` with what is stored when those
 * are others by now. Tries again where only the rest of the meeting has changed.
 */
async function savePapers(
  meetingId: string,
  base: MeetingPapers,
  mine: MeetingPapers,
): Promise<Saved> {
  const path = `/api/meetings/${meetingId}`;
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const now = await request<MeetingDetail>('GET', path);
    if (!now.ok) return now;
    const { papers, version } = now.value.meeting;
    if (!samePapers(papers, base)) return { ...refuse('conflict'), stored: papers };
    const body: PapersRequest = { version, papers: mine };
    const saved = await request<MeetingDetail>('PUT', `${path}/papers`, body);
    if (saved.ok || saved.code !== 'conflict') return saved;
  }
  return refuse('conflict');
}
