import './summary-paper.css';
import type { ResultTable } from '../../../shared/protocol/result-table.ts';
import { AttendanceTable } from './AttendanceTable.tsx';
import { FullTable } from './FullTable.tsx';
import { RankingPaper } from './RankingPaper.tsx';
import { SignOff } from './SignOff.tsx';
import { circumstances, paperTitle } from './standing.ts';

export type PaperKind = 'full' | 'compact';

/** Up to so many presenters the rule in words fits on the one page of the ranking. */
const MOST_WITH_NOTES = 12;

/** 测评结果汇总表 on A4 landscape. Only on paper: whatever way the page is printed, this comes out. */
export function SummaryPaper({ table, kind }: { readonly table: ResultTable; kind: PaperKind }) {
  const title = paperTitle(table, kind === 'full' ? '测评结果汇总表' : '现场测评结果');
  const withNotes = kind === 'full' || table.presenters.length <= MOST_WITH_NOTES;
  const end = (
    <div class="paper-end-words">
      {withNotes ? (
        <Notes notes={table.notes} />
      ) : (
        <p class="paper-notes">计分办法、各项目票数和得票率见《测评结果汇总表》。</p>
      )}
      <SignOff papers={table.meeting.papers} unit={table.meeting.plan.unit} />
    </div>
  );
  return (
    <article class={`paper paper-${kind}`}>
      <h1 class="paper-title">{title}</h1>
      <p class="paper-circumstances">{circumstances(table).join('　　')}</p>
      <div class="paper-above">
        <AttendanceTable table={table} look="paper-table" />
      </div>
      {kind === 'full' ? (
        <FullTable table={table} end={end} />
      ) : (
        <RankingPaper table={table} end={end} />
      )}
    </article>
  );
}

function Notes({ notes }: { readonly notes: readonly string[] }) {
  return (
    <div class="paper-notes">
      <p>说明：</p>
      <ol>
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ol>
    </div>
  );
}
