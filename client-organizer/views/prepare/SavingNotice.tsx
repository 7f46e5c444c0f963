import type { PlanEditor } from '../../plan-editor.ts';
import { Button } from '../base/Button.tsx';
import { Notice } from '../base/Notice.tsx';

/** What came of saving, where it needs a decision or a second try. */
export function SavingNotice({ editor }: { readonly editor: PlanEditor }) {
  const { saving } = editor;
  switch (saving.state) {
    case 'idle':
    case 'saving':
    case 'saved':
      return null;
    case 'restored':
      return <Notice kind="info">已恢复上次没有保存的修改，请核对后保存。</Notice>;
    case 'failed':
      return <Notice kind="error">没有保存：{saving.problem}</Notice>;
    case 'conflict':
      return (
        <Notice kind="warning">
          <p>
            会议刚刚在其他页面被修改，您的修改还没有保存，仍保留在本页。请选择以哪一份为准，另一份将不再保留。
          </p>
          <div class="actions">
            <Button onClick={() => editor.takeLatest(saving.latest)}>
              用其他页面的，放弃我的修改
            </Button>
            <Button onClick={() => void editor.overwrite(saving.latest)}>用我的，覆盖保存</Button>
          </div>
        </Notice>
      );
  }
}
