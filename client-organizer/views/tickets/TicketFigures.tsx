import type { TicketCounts } from '../../../shared/meeting.ts';
import { type Group, groupMark } from '../../../shared/rule.ts';
import { issuedOf, totalCounts } from '../../ticket-counts.ts';

interface TicketFiguresProps {
  readonly groups: readonly Group[];
  readonly tickets: readonly TicketCounts[];
}

export function TicketFigures({ groups, tickets }: TicketFiguresProps) {
  return (
    <section class="section" aria-labelledby="ticket-figures">
      <h2 id="ticket-figures">票数</h2>
      <p class="section-intro">发出 = 已制 − 作废；未投 = 发出 − 收回。</p>
      <table class="table ticket-figures-table">
        <thead>
          <tr>
            <th scope="col">票类</th>
            <th scope="col" class="figure">
              已制
            </th>
            <th scope="col" class="figure">
              作废
            </th>
            <th scope="col" class="figure">
              发出
            </th>
            <th scope="col" class="figure">
              收回
            </th>
            <th scope="col" class="figure">
              未投
            </th>
          </tr>
        </thead>
        <tbody>
          {groups.map((group, index) => (
            <tr key={index}>
              <th scope="row">
                {groupMark(index)}（{group.label}）
              </th>
              <Figures counts={tickets[index]} />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">合计</th>
            <Figures counts={totalCounts(tickets)} />
          </tr>
        </tfoot>
      </table>
    </section>
  );
}

function Figures({ counts }: { readonly counts: TicketCounts | undefined }) {
  return (
    <>
      <td class="figure">{counts?.minted ?? 0}</td>
      <td class="figure">{counts?.voided ?? 0}</td>
      <td class="figure figure-main">{issuedOf(counts)}</td>
      <td class="figure">{counts?.spent ?? 0}</td>
      <td class="figure">{counts?.fresh ?? 0}</td>
    </>
  );
}
