import { useState } from 'preact/hooks';
import type { Presenter } from '../../../shared/meeting.ts';
import { RULE_LIMITS } from '../../../shared/rule.ts';
import { withoutRow, withRowAt } from '../../rows.ts';
import { Button } from '../base/Button.tsx';
import { PresenterImport } from './PresenterImport.tsx';
import { PresenterTable } from './PresenterTable.tsx';
import { Problems, Section } from './Section.tsx';
import { showSection } from './section-anchors.ts';

interface PresentersSectionProps {
  readonly presenters: readonly Presenter[];
  readonly onChange: (presenters: readonly Presenter[]) => void;
  readonly problems: readonly string[];
  /** Whether a list is being imported and not in use yet. */
  readonly importPending: boolean;
  readonly onImportPending: (pending: boolean) => void;
}

interface Deleted {
  readonly at: number;
  readonly presenter: Presenter;
}

export function PresentersSection(props: PresentersSectionProps) {
  const { presenters, onChange, problems, importPending, onImportPending } = props;
  const [importing, setImporting] = useState(presenters.length === 0);
  const [deleted, setDeleted] = useState<Deleted | null>(null);
  const [added, setAdded] = useState(false);
  const change = (next: readonly Presenter[]) => {
    setDeleted(null);
    setAdded(false);
    onChange(next);
  };
  return (
    <Section id="presenters" title={`述职人名单（${presenters.length} 名）`}>
      <p class="section-intro">
        手机和大屏按这里的顺序列出。可从 Excel 复制粘贴或读取文件，也可直接在表中填写。
      </p>
      <Problems problems={importPending ? [] : problems} />
      {presenters.length > 0 && (
        <PresenterTable
          presenters={presenters}
          onChange={change}
          focusLast={added}
          onDelete={(at) => {
            const presenter = presenters[at];
            change(withoutRow(presenters, at));
            if (presenter !== undefined) setDeleted({ at, presenter });
          }}
        />
      )}
      <p class="undo" role="status">
        {deleted !== null && (
          <>
            已删除“{deleted.presenter.name || '未填姓名'}”。
            <Button
              kind="quiet"
              onClick={() => change(withRowAt(presenters, deleted.at, deleted.presenter))}
            >
              撤销删除
            </Button>
          </>
        )}
      </p>
      <div class="actions">
        <Button
          disabled={presenters.length >= RULE_LIMITS.presenters.most}
          onClick={() => {
            change([...presenters, { name: '', unit: '', post: '' }]);
            setAdded(true);
          }}
        >
          添加一名
        </Button>
        {!importing && <Button onClick={() => setImporting(true)}>导入名单（粘贴或文件）</Button>}
      </div>
      {importing && (
        <PresenterImport
          existing={presenters.length}
          onTake={(imported, how) => {
            change(how === 'replace' ? imported : [...presenters, ...imported]);
            setImporting(false);
            showSection('presenters');
          }}
          onPending={onImportPending}
          onClose={presenters.length === 0 ? null : () => setImporting(false)}
        />
      )}
    </Section>
  );
}
