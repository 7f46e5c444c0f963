import { useState } from 'preact/hooks';
import type {
  MeetingDetail,
  TicketBatch,
  VoidTicketsAnswer,
} from '../../../shared/protocol/http.ts';
import { groupMark } from '../../../shared/rule.ts';
import { refusalText, request } from '../../api.ts';
import { totalCounts } from '../../ticket-counts.ts';
import { Button } from '../base/Button.tsx';
import { ConfirmDialog } from '../base/ConfirmDialog.tsx';
import { Notice } from '../base/Notice.tsx';

interface BatchesSectionProps {
  readonly detail: MeetingDetail;
  readonly read: () => Promise<void>;
}

type Outcome = { readonly kind: 'good' | 'error'; readonly text: string };

export function BatchesSection({ detail, read }: BatchesSectionProps) {
  const [asking, setAsking] = useState<TicketBatch | null>(null);
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const { meeting, batches } = detail;
  const { groups } = meeting.plan.rule;
  const voidBatch = async (batch: number) => {
    setBusy(true);
    const path = `/api/meetings/${meeting.id}/tickets/void`;
    const answer = await request<VoidTicketsAnswer>('POST', path, { batch });
    await read();
    setBusy(false);
    setAsking(null);
    setOutcome(
      answer.ok
        ? { kind: 'good', text: `第 ${batch} 批已作废 ${answer.value.voided} 张。` }
        : { kind: 'error', text: refusalText(answer) },
    );
  };
  return (
    <section class="section" aria-labelledby="batches">
      <h2 id="batches">各批测评票</h2>
      {outcome !== null && <Notice kind={outcome.kind}>{outcome.text}</Notice>}
      <table class="table">
        <thead>
          <tr>
            <th scope="col">批次</th>
            <th scope="col">制票时间</th>
            {groups.map((_, group) => (
              <th key={group} scope="col" class="figure">
                {groupMark(group)}
              </th>
            ))}
            <th scope="col" class="figure">
              未投
            </th>
            <th scope="col" class="figure">
              已作废
            </th>
            <th scope="col">操作</th>
          </tr>
        </thead>
        <tbody>
          {batches.map((batch) => (
            <BatchRow
              key={batch.batch}
              batch={batch}
              groups={groups.length}
              onVoid={() => setAsking(batch)}
            />
          ))}
        </tbody>
      </table>
      {asking !== null && (
        <VoidDialog
          batch={asking}
          busy={busy}
          onCancel={() => setAsking(null)}
          onConfirm={() => void voidBatch(asking.batch)}
        />
      )}
    </section>
  );
}

interface BatchRowProps {
  readonly batch: TicketBatch;
  readonly groups: number;
  readonly onVoid: () => void;
}

function BatchRow({ batch, groups, onVoid }: BatchRowProps) {
  const total = totalCounts(batch.tickets);
  return (
    <tr>
      <th scope="row">第 {batch.batch} 批</th>
      <td>{new Date(batch.mintedAt).toLocaleString('zh-CN')}</td>
      {Array.from({ length: groups }, (_, group) => (
        <td key={group} class="figure">
          {batch.tickets[group]?.minted ?? 0}
        </td>
      ))}
      <td class="figure">{total.fresh}</td>
      <td class="figure">{total.voided}</td>
      <td>
        <Button
          disabled={total.fresh === 0}
          label={`作废整批：第 ${batch.batch} 批`}
          onClick={onVoid}
        >
          作废整批
        </Button>
      </td>
    </tr>
  );
}

interface VoidDialogProps {
  readonly batch: TicketBatch;
  readonly busy: boolean;
  readonly onCancel: () => void;
  readonly onConfirm: () => void;
}

function VoidDialog({ batch, busy, onCancel, onConfirm }: VoidDialogProps) {
  const total = totalCounts(batch.tickets);
  const byGroup = batch.tickets
    .map(({ fresh }, group) => (fresh === 0 ? '' : `${groupMark(group)} ${fresh} 张`))
    .filter(Boolean)
    .join('、');
  return (
    <ConfirmDialog
      title={`作废第 ${batch.batch} 批未投的 ${total.fresh} 张票？`}
      confirmLabel={`作废 ${total.fresh} 张`}
      danger
      busy={busy}
      onCancel={onCancel}
      onConfirm={onConfirm}
    >
      <p>
        将作废 {byGroup}，已发到手里的这批票也会失效。<strong>作废后不能恢复。</strong>
      </p>
      {total.spent > 0 && <p>已收回的 {total.spent} 张不受影响。</p>}
    </ConfirmDialog>
  );
}
