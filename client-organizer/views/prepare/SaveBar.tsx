import './save-bar.css';
import { useState } from 'preact/hooks';
import type { MeetingId } from '../../../shared/identifiers.ts';
import type { PlanEditor } from '../../plan-editor.ts';
import type { PlanProblem } from '../../plan-problems.ts';
import { goTo } from '../../router.ts';
import { Button } from '../base/Button.tsx';
import { ConfirmDialog } from '../base/ConfirmDialog.tsx';
import { sectionOf, showSection } from './section-anchors.ts';

interface SaveBarProps {
  readonly meetingId: MeetingId;
  readonly editor: PlanEditor;
  readonly problems: readonly PlanProblem[];
  /** A list is on the page that no saving would keep. */
  readonly importPending: boolean;
}

/** Always in sight: whether what is on the page is saved, what is missing, and the next step. */
export function SaveBar({ meetingId, editor, problems, importPending }: SaveBarProps) {
  const [givingUp, setGivingUp] = useState(false);
  const [problem] = problems;
  return (
    <div class="step-bar">
      <p class="save-state" role="status">
        <SaveState editor={editor} importPending={importPending} />
        {importPending && (
          <button type="button" class="save-problem" onClick={() => showSection('presenters')}>
            导入的名单还没有使用
          </button>
        )}
        {!importPending && problem !== undefined && (
          <button
            type="button"
            class="save-problem"
            onClick={() => showSection(sectionOf(problem.part))}
          >
            开启测评前还有 {problems.length} 处要补全：{problem.text}
          </button>
        )}
      </p>
      <div class="actions">
        {editor.unsaved && (
          <Button kind="quiet" onClick={() => setGivingUp(true)}>
            放弃修改
          </Button>
        )}
        {!editor.unsaved && !importPending && problem === undefined && (
          <Button kind="primary" onClick={() => goTo({ page: 'tickets', meetingId })}>
            下一步：测评票
          </Button>
        )}
        {/* Always in the same place, so that a second click on it never does something else. */}
        <Button
          kind="primary"
          disabled={!editor.unsaved}
          busy={editor.saving.state === 'saving'}
          onClick={() => void editor.save()}
        >
          保存
        </Button>
      </div>
      {givingUp && (
        <ConfirmDialog
          title="放弃未保存的修改？"
          confirmLabel="放弃修改"
          danger
          onCancel={() => setGivingUp(false)}
          onConfirm={() => {
            setGivingUp(false);
            editor.giveUp();
          }}
        >
          <p>本页恢复为上次保存的内容，之后的修改不能找回。</p>
        </ConfirmDialog>
      )}
    </div>
  );
}

type SaveStateProps = Pick<SaveBarProps, 'editor' | 'importPending'>;

function SaveState({ editor, importPending }: SaveStateProps) {
  if (editor.unsaved) return <strong class="unsaved">有未保存的修改</strong>;
  if (importPending) return null;
  return <strong>{editor.saving.state === 'saved' ? '已保存' : '已全部保存'}</strong>;
}
