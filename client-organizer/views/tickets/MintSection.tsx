import { useState } from 'preact/hooks';
import type { MeetingDetail, MintAnswer } from '../../../shared/protocol/http.ts';
import { groupMark } from '../../../shared/rule.ts';
import { refusalText, request } from '../../api.ts';
import { mintedBatch } from '../../minted-batch.ts';
import { MOST_TICKETS_TO_PRINT, readCount } from '../../ticket-counts.ts';
import { sheetCount } from '../../ticket-sheets.ts';
import { Button } from '../base/Button.tsx';
import { TextField } from '../base/Field.tsx';
import { Notice } from '../base/Notice.tsx';

interface MintSectionProps {
  readonly detail: MeetingDetail;
  /** Null while no usable address is chosen. */
  readonly address: string | null;
  readonly read: () => Promise<void>;
}

const EXAMPLES = ['如 20', '如 160'];

export function MintSection({ detail, address, read }: MintSectionProps) {
  const { meeting, batches } = detail;
  const { groups } = meeting.plan.rule;
  const [typed, setTyped] = useState<readonly string[]>([]);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const counts = groups.map((_, group) => readCount(typed[group] ?? ''));
  const total = counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
  const more = batches.length > 0;
  const mint = async () => {
    setBusy(true);
    const answer = await request<MintAnswer>('POST', `/api/meetings/${meeting.id}/tickets`, {
      counts: counts.map((count) => count ?? 0),
    });
    await read();
    setBusy(false);
    if (answer.ok)
      mintedBatch.value = { ...answer.value, meetingId: meeting.id, address: address ?? '' };
    else setProblem(lostWords(refusalText(answer), answer.code === 'internal'));
  };
  return (
    <section class="section" aria-labelledby="mint">
      <h2 id="mint">{more ? '补充制票' : '制票'}</h2>
      <p class="section-intro">
        按人数加几张备用。测评码只在制票后显示一次，请接着打印。
        {meeting.phase !== 'draft' && '测评已开启，新制的票立即可用。'}
      </p>
      {problem !== null && <Notice kind="error">{problem}</Notice>}
      <form
        class="mint"
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy && ready(counts, total, address)) void mint();
        }}
      >
        {groups.map((group, index) => (
          <TextField
            key={index}
            label={`${groupMark(index)}（${group.label}）张数`}
            placeholder={EXAMPLES[index] ?? '张数'}
            inputMode="numeric"
            maxLength={6}
            value={typed[index] ?? ''}
            error={counts[index] === null ? '请填写整数' : undefined}
            onInput={(text) =>
              setTyped(groups.map((_, at) => (at === index ? text : (typed[at] ?? ''))))
            }
          />
        ))}
        <Button
          kind={more ? 'plain' : 'primary'}
          type="submit"
          busy={busy}
          disabled={!ready(counts, total, address)}
        >
          {more ? '补充制票' : '制票'}
        </Button>
      </form>
      <p class="mint-sum" role="status">
        {sumWords(counts, total, address)}
      </p>
    </section>
  );
}

function ready(counts: readonly (number | null)[], total: number, address: string | null): boolean {
  return address !== null && !counts.includes(null) && total > 0 && total <= MOST_TICKETS_TO_PRINT;
}

function sumWords(
  counts: readonly (number | null)[],
  total: number,
  address: string | null,
): string {
  if (total === 0) return '填写张数后可以制票。';
  if (total > MOST_TICKETS_TO_PRINT)
    return `共 ${total} 张。一次最多 ${MOST_TICKETS_TO_PRINT} 张，请分几次制票。`;
  if (address === null) return `共 ${total} 张。请先在上面选好地址。`;
  const sheets = counts.reduce<number>((sum, count) => sum + sheetCount(count ?? 0), 0);
  return `共 ${total} 张，A4 纸 ${sheets} 页，票上地址 ${address}`;
}

/** Without an answer the tickets may exist, and nobody has their codes: they must be voided. */
function lostWords(text: string, unknown: boolean): string {
  return unknown
    ? `${text}如果下面的批次里多了一批，它的测评码已无法取得，请作废那一批后重新制票。`
    : text;
}
