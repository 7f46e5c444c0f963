import './import.css';
import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import type { Presenter } from '../../../shared/meeting.ts';
import type { PresenterImport as ImportAnswer } from '../../../shared/protocol/http.ts';
import type { Refusal } from '../../../shared/result.ts';
import { refusalText, request } from '../../api.ts';
import { guardLeaving } from '../../router.ts';
import { Button } from '../base/Button.tsx';
import { Field } from '../base/Field.tsx';
import { FileButton } from '../base/FileButton.tsx';
import { Notice } from '../base/Notice.tsx';
import { ImportPreview } from './ImportPreview.tsx';

interface PresenterImportProps {
  /** How many presenters there are already. */
  readonly existing: number;
  readonly onTake: (presenters: readonly Presenter[], how: 'replace' | 'append') => void;
  /** Told whether there is a list here, read or not, that is not in use yet. */
  readonly onPending: (pending: boolean) => void;
  /** Null while there is nothing else to do in the section. */
  readonly onClose: (() => void) | null;
}

const SPREADSHEETS =
  '.xlsx,.csv,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

type Import =
  | { readonly state: 'waiting' }
  | { readonly state: 'reading' }
  | { readonly state: 'refused'; readonly refusal: Refusal }
  | { readonly state: 'read'; readonly answer: ImportAnswer };

const UNUSED_QUESTION = '导入的名单还没有使用，离开后需要重新导入。确定离开吗？';

export function PresenterImport({ existing, onTake, onPending, onClose }: PresenterImportProps) {
  const [text, setText] = useState('');
  const [current, setCurrent] = useState<Import>({ state: 'waiting' });
  const read = async (body: FormData | { readonly text: string }) => {
    setCurrent({ state: 'reading' });
    const answer = await request<ImportAnswer>('POST', '/api/presenters', body);
    setCurrent(
      answer.ok ? { state: 'read', answer: answer.value } : { state: 'refused', refusal: answer },
    );
  };
  usePending(text.trim() !== '' || isUsable(current), onPending);
  return (
    <div class="import">
      <h3>导入名单</h3>
      <PasteField text={text} onInput={setText} onPaste={(pasted) => void read({ text: pasted })} />
      <div class="actions">
        <Button
          disabled={text.trim() === ''}
          busy={current.state === 'reading'}
          onClick={() => void read({ text })}
        >
          读取粘贴的名单
        </Button>
        <span>或</span>
        <FileButton
          label="选择 .xlsx 或 .csv 文件"
          accept={SPREADSHEETS}
          onChoose={(file) => void read(formWith(file))}
        />
        {onClose !== null && (
          <Button kind="quiet" onClick={onClose}>
            收起
          </Button>
        )}
      </div>
      {current.state === 'refused' && <Notice kind="error">{refusalText(current.refusal)}</Notice>}
      {current.state === 'read' && (
        <ImportPreview answer={current.answer} existing={existing} onTake={onTake} />
      )}
    </div>
  );
}

function isUsable(current: Import): boolean {
  if (current.state !== 'read') return false;
  const { presenters, errors } = current.answer;
  return errors.length === 0 && presenters.length > 0;
}

/** Tells of a list that is not in use yet, and asks before the page is left with it. */
function usePending(pending: boolean, onPending: (pending: boolean) => void): void {
  useLayoutEffect(() => {
    onPending(pending);
    return pending ? guardLeaving(() => UNUSED_QUESTION) : undefined;
  }, [pending]);
  useEffect(() => () => onPending(false), []);
}

interface PasteFieldProps {
  readonly text: string;
  readonly onInput: (text: string) => void;
  /** The whole text of the field after pasting: read at once, without a further click. */
  readonly onPaste: (text: string) => void;
}

function PasteField({ text, onInput, onPaste }: PasteFieldProps) {
  return (
    <Field
      label="从 Excel 复制名单，粘贴到这里"
      hint="每人一行，依次为姓名、单位、职务；带不带表头都可以。"
    >
      {(control) => (
        <textarea
          {...control}
          class="input"
          rows={5}
          value={text}
          placeholder={'述职人甲\t单位一\t党委书记\n述职人乙\t单位二\t党组书记'}
          onInput={(event) => {
            const { value } = event.currentTarget;
            onInput(value);
            if (event.inputType === 'insertFromPaste') onPaste(value);
          }}
        />
      )}
    </Field>
  );
}

function formWith(file: File): FormData {
  const form = new FormData();
  form.append('file', file);
  return form;
}
