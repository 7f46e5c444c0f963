import { useEffect, useState } from 'preact/hooks';
import type { Meeting } from '../../../shared/meeting.ts';
import type { ResultTable } from '../../../shared/protocol/result-table.ts';
import type { Refusal } from '../../../shared/result.ts';
import { request } from '../../api.ts';

export type ResultOnPage =
  | { readonly state: 'none' }
  | { readonly state: 'refused'; readonly refusal: Refusal }
  | { readonly state: 'known'; readonly table: ResultTable };

/** The result as soon as there is one, read anew whenever the meeting's record changes. */
export function useResult(meeting: Meeting | null): ResultOnPage {
  const [result, setResult] = useState<ResultOnPage>({ state: 'none' });
  const closed = meeting !== null && meeting.phase === 'closed';
  const path = closed ? `/api/meetings/${meeting.id}/result` : null;
  useEffect(() => {
    if (path === null) {
      setResult({ state: 'none' });
      return;
    }
    let wanted = true;
    void request<ResultTable>('GET', path).then((answer) => {
      if (!wanted) return;
      setResult(
        answer.ok ? { state: 'known', table: answer.value } : { state: 'refused', refusal: answer },
      );
    });
    return () => {
      wanted = false;
    };
  }, [path, meeting?.version]);
  return result;
}
