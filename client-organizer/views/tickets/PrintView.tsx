import './sheets.css';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { MeetingPlan } from '../../../shared/meeting.ts';
import { groupMark } from '../../../shared/rule.ts';
import { type MintedBatch, mintedBatch } from '../../minted-batch.ts';
import { guardLeaving } from '../../router.ts';
import { sheetCount, ticketSheets } from '../../ticket-sheets.ts';
import { Button } from '../base/Button.tsx';
import { ConfirmDialog } from '../base/ConfirmDialog.tsx';
import { Notice } from '../base/Notice.tsx';
import { Sheet } from './Sheet.tsx';

interface PrintViewProps {
  readonly plan: MeetingPlan;
  readonly batch: MintedBatch;
}

/** [TICKET-3] The only time that these codes are seen; not left by mistake before they are on paper. */
export function PrintView({ plan, batch }: PrintViewProps) {
  const [printed, setPrinted] = useState(false);
  const [asking, setAsking] = useState(false);
  const { groups } = plan.rule;
  const sheets = useMemo(() => ticketSheets(batch.tickets, groups.length), [batch]);
  useEffect(() => {
    const afterPrint = () => setPrinted(true);
    addEventListener('afterprint', afterPrint);
    return () => removeEventListener('afterprint', afterPrint);
  }, []);
  useEffect(
    () =>
      guardLeaving(
        () => '还没有确认测评票都已印好。离开后这些测评码不能再显示，只能作废重制。确定离开吗？',
      ),
    [],
  );
  const counts = groups.map(
    (_, group) => batch.tickets.filter((ticket) => ticket.group === group).length,
  );
  return (
    <>
      <section class="section print-desk" aria-labelledby="print-desk">
        <h2 id="print-desk">
          第 {batch.batch} 批：共 {batch.tickets.length} 张，{sheets.length} 页
        </h2>
        <p class="section-intro">
          {counts
            .map((count, group) => groupLine(group, count))
            .filter(Boolean)
            .join('；')}
          。打印时选 A4 纸、纵向、缩放 100%（实际大小），单面。
        </p>
        <Notice kind="warning">
          测评码只显示这一次，服务器不保存。请打印并核对页数后再收起；票纸请专人保管，未发出的票事后作废。
        </Notice>
        <div class="actions">
          <Button kind={printed ? 'plain' : 'primary'} large onClick={() => print()}>
            {printed ? '再打印一次' : '打印测评票'}
          </Button>
          <Button kind={printed ? 'primary' : 'plain'} large onClick={() => setAsking(true)}>
            都已印好，收起
          </Button>
        </div>
      </section>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls on a phone must be reachable by keyboard */}
      <section class="sheets" tabIndex={0} aria-label="测评票">
        {sheets.map((sheet, index) => (
          <Sheet
            key={index}
            sheet={sheet}
            page={sheets.slice(0, index).filter(({ group }) => group === sheet.group).length + 1}
            pages={sheetCount(counts[sheet.group] ?? 0)}
            title={plan.title}
            groupLabel={groups[sheet.group]?.label ?? ''}
            address={batch.address}
          />
        ))}
      </section>
      {asking && (
        <ConfirmDialog
          title={`${sheets.length} 页都印好了吗？`}
          confirmLabel="都印好了，收起"
          danger={!printed}
          onCancel={() => setAsking(false)}
          onConfirm={() => {
            mintedBatch.value = null;
          }}
        >
          {!printed && (
            <p>
              <strong>本页还没有打印过。</strong>
            </p>
          )}
          <p>
            共 {batch.tickets.length} 张、{sheets.length}{' '}
            页。收起后这些测评码不能再显示；缺页时只能作废这一批，重新制票。
          </p>
        </ConfirmDialog>
      )}
    </>
  );
}

function groupLine(group: number, count: number): string {
  return count === 0 ? '' : `${groupMark(group)} ${count} 张 ${sheetCount(count)} 页`;
}
