import { useEffect, useState } from 'preact/hooks';
import type { MeetingId } from '../../../shared/identifiers.ts';
import { Button } from '../base/Button.tsx';
import type { PaperKind } from './SummaryPaper.tsx';

interface ResultActionsProps {
  readonly meetingId: MeetingId;
  readonly paper: PaperKind;
  readonly onPaper: (kind: PaperKind) => void;
}

export function ResultActions({ meetingId, paper, onPaper }: ResultActionsProps) {
  const [asked, setAsked] = useState(0);
  // Only once the wanted paper is on the page may the browser take its picture of it.
  useEffect(() => {
    if (asked > 0) print();
  }, [asked]);
  const printAs = (kind: PaperKind) => {
    if (kind !== paper) onPaper(kind);
    setAsked(asked + 1);
  };
  const file = (ending: string) => `/api/meetings/${meetingId}/result.${ending}`;
  return (
    <div class="actions">
      <Button kind="primary" onClick={() => printAs('full')}>
        打印汇总表
      </Button>
      <Button onClick={() => printAs('compact')}>打印名次表（一页）</Button>
      <a class="button result-file" href={file('xlsx')} download>
        下载 Excel（.xlsx）
      </a>
      <a class="button result-file" href={file('json')} download>
        下载 JSON
      </a>
    </div>
  );
}
