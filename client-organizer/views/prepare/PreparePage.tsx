import './prepare.css';
import { useEffect, useState } from 'preact/hooks';
import type { MeetingId } from '../../../shared/identifiers.ts';
import type { Meeting } from '../../../shared/meeting.ts';
import type { MeetingDetail } from '../../../shared/protocol/http.ts';
import { useMeetingDetail } from '../../meeting-detail.ts';
import { usePlanEditor } from '../../plan-editor.ts';
import { planProblems, problemsIn } from '../../plan-problems.ts';
import { MeetingFrame } from '../base/MeetingFrame.tsx';
import { Notice } from '../base/Notice.tsx';
import { DisplaySection } from './DisplaySection.tsx';
import { FactsSection } from './FactsSection.tsx';
import { PresentersSection } from './PresentersSection.tsx';
import { RuleSection } from './RuleSection.tsx';
import { SaveBar } from './SaveBar.tsx';
import { SavingNotice } from './SavingNotice.tsx';
import { SectionList } from './SectionList.tsx';

export function PreparePage({ meetingId }: { readonly meetingId: MeetingId }) {
  const { current, adopt } = useMeetingDetail(meetingId);
  const meeting = current.state === 'known' ? current.detail.meeting : null;
  return (
    <MeetingFrame meetingId={meetingId} tab="prepare" meeting={meeting}>
      {current.state === 'unreadable' && <Notice kind="error">{current.problem}</Notice>}
      {current.state === 'known' && <PlanForm detail={current.detail} adopt={adopt} />}
    </MeetingFrame>
  );
}

interface PlanFormProps {
  readonly detail: MeetingDetail;
  readonly adopt: (detail: MeetingDetail) => void;
}

function PlanForm({ detail, adopt }: PlanFormProps) {
  const { meeting, tickets } = detail;
  const editor = usePlanEditor(meeting, adopt);
  const { plan, change } = editor;
  const problems = planProblems(plan);
  const [importPending, setImportPending] = useState(false);
  const frozen = meeting.phase !== 'draft';
  useSaveKey(editor.save);
  return (
    <div class="prepare">
      <SectionList plan={plan} problems={problems} importPending={importPending} />
      <div class="prepare-sections">
        {frozen && <Notice kind="info">{frozenWords(meeting)}</Notice>}
        <SavingNotice editor={editor} />
        <fieldset disabled={frozen}>
          <legend class="visually-hidden">会议的全部设置</legend>
          <FactsSection plan={plan} change={change} problems={problemsIn(problems, 'facts')} />
          <PresentersSection
            presenters={plan.presenters}
            onChange={(presenters) => change({ presenters })}
            problems={problemsIn(problems, 'presenters')}
            importPending={importPending}
            onImportPending={setImportPending}
          />
          <RuleSection rule={plan.rule} onChange={(rule) => change({ rule })} problems={problems} />
          <DisplaySection plan={plan} tickets={tickets} change={change} />
        </fieldset>
        {!frozen && (
          <SaveBar
            meetingId={meeting.id}
            editor={editor}
            problems={problems}
            importPending={importPending}
          />
        )}
      </div>
    </div>
  );
}

/** [RULE-3] Why nothing can be changed, and what would have to happen first. */
function frozenWords(meeting: Meeting): string {
  if (meeting.rehearsal) return '演练的测评已开启，会议设置暂不能修改。结束演练后可以修改。';
  return '测评已经开启，测评办法、述职人及其顺序不能再修改。此页仅供查看。';
}

/** Ctrl+S saves, as everywhere else. */
function useSaveKey(save: () => Promise<void>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 's') return;
      event.preventDefault();
      void save();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  });
}
