import type { ComponentChildren } from 'preact';
import type { MeetingId } from '../../../shared/identifiers.ts';
import type { Meeting } from '../../../shared/meeting.ts';
import { standingWords } from '../../phase-words.ts';
import { addressOf, MEETING_TABS, type MeetingTab } from '../../router.ts';
import { PageFrame } from './PageFrame.tsx';

const TAB_LABELS: Readonly<Record<MeetingTab, string>> = {
  prepare: '准备',
  tickets: '测评票',
  control: '会场控制',
  result: '结果',
};

interface MeetingFrameProps {
  readonly meetingId: MeetingId;
  readonly tab: MeetingTab;
  /** Null until it is known; the tabs can be used already. */
  readonly meeting: Meeting | null;
  readonly children: ComponentChildren;
}

/** A meeting's page: its title, where it stands, 演练 if it is one, and the way to its other pages. */
export function MeetingFrame({ meetingId, tab, meeting, children }: MeetingFrameProps) {
  return (
    <PageFrame
      title={titleOf(meeting)}
      aside={
        meeting && <span class={`phase phase-${ground(meeting)}`}>{standingText(meeting)}</span>
      }
      below={
        <>
          <nav class="tabs" aria-label="会议各页">
            {MEETING_TABS.map((page) => (
              <a
                key={page}
                class="tab"
                href={addressOf({ page, meetingId })}
                aria-current={page === tab ? 'page' : undefined}
              >
                {TAB_LABELS[page]}
              </a>
            ))}
          </nav>
          {meeting?.rehearsal && <RehearsalBand />}
        </>
      }
    >
      {children}
    </PageFrame>
  );
}

function titleOf(meeting: Meeting | null): string {
  if (meeting === null) return '正在读取会议';
  return meeting.plan.title.trim() === '' ? '未命名的会议' : meeting.plan.title;
}

function ground({ phase, alarm }: Meeting): Meeting['phase'] | 'halted' {
  return alarm === null ? phase : 'halted';
}

function standingText(meeting: Meeting): string {
  const round = meeting.voidedRounds === 0 ? '' : ` · 第 ${meeting.voidedRounds + 1} 轮`;
  return standingWords(meeting) + round;
}

/** [PHASE-4] */
function RehearsalBand() {
  return (
    <p class="rehearsal">
      <strong>演练</strong>
      <span>现在的投票和结果都不作数，结束演练时清空，测评票恢复可用。</span>
    </p>
  );
}
