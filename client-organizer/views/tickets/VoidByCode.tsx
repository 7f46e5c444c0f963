import { useState } from 'preact/hooks';
import type { MeetingId } from '../../../shared/identifiers.ts';
import type { VoidTicketsAnswer } from '../../../shared/protocol/http.ts';
import type { Result } from '../../../shared/result.ts';
import { refusalText, request } from '../../api.ts';
import { readCodes } from '../../ticket-counts.ts';
import { Button } from '../base/Button.tsx';
import { ConfirmDialog } from '../base/ConfirmDialog.tsx';
import { Field } from '../base/Field.tsx';
import { Notice } from '../base/Notice.tsx';

interface VoidByCodeProps {
  readonly meetingId: MeetingId;
  readonly read: () => Promise<void>;
}

/** [TICKET-5] For sheets that were lost, soiled or not handed out. */
export function VoidByCode({ meetingId, read }: VoidByCodeProps) {
  const [text, setText] = useState('');
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<Result<VoidTicketsAnswer> | null>(null);
  const { codes, unreadable } = readCodes(text);
  const voidCodes = async () => {
    setBusy(true);
    const path = `/api/meetings/${meetingId}/tickets/void`;
    const got = await request<VoidTicketsAnswer>('POST', path, { codes });
    setAnswer(got.ok ? { ok: true, value: got.value } : got);
    await read();
    setBusy(false);
    setAsking(false);
    if (got.ok) setText('');
  };
  return (
    <section class="section" aria-labelledby="void-codes">
      <h2 id="void-codes">按测评码作废</h2>
      {answer !== null && <VoidOutcome answer={answer} />}
      <div class="void-codes">
        <Field
          label="测评码"
          hint="票面上的 16 位测评码，一行一个。用于遗失、污损、未发出的票。"
          error={
            unreadable.length > 0
              ? `有 ${unreadable.length} 行不是测评码：${unreadable[0]}`
              : undefined
          }
        >
          {(control) => (
            <textarea
              {...control}
              class="input codes-input"
              rows={3}
              spellcheck={false}
              autocomplete="off"
              value={text}
              onInput={(event) => setText(event.currentTarget.value)}
            />
          )}
        </Field>
        <Button
          disabled={codes.length === 0 || unreadable.length > 0}
          onClick={() => setAsking(true)}
        >
          作废{codes.length > 0 ? ` ${codes.length} 张` : ''}
        </Button>
      </div>
      {asking && (
        <ConfirmDialog
          title={`作废这 ${codes.length} 张测评票？`}
          confirmLabel={`作废 ${codes.length} 张`}
          danger
          busy={busy}
          onCancel={() => setAsking(false)}
          onConfirm={() => void voidCodes()}
        >
          <p>
            持有这些票的人将不能再投票。<strong>作废后不能恢复。</strong>
            已收回的票不受影响。
          </p>
        </ConfirmDialog>
      )}
    </section>
  );
}

function VoidOutcome({ answer }: { readonly answer: Result<VoidTicketsAnswer> }) {
  if (!answer.ok) return <Notice kind="error">{refusalText(answer)}</Notice>;
  const { voided, refused } = answer.value;
  return (
    <Notice kind={refused.length === 0 ? 'good' : 'warning'}>
      <p>已作废 {voided} 张。</p>
      {refused.length > 0 && (
        <>
          <p>有 {refused.length} 张没有作废：</p>
          <ul>
            {refused.map(({ code, refusal }) => (
              <li key={code}>
                {code}：{refusalText(refusal)}
              </li>
            ))}
          </ul>
        </>
      )}
    </Notice>
  );
}
