import './figures.css';
import { issued } from '../../../shared/meeting.ts';
import type { Overview } from '../../../shared/protocol/organizer.ts';
import { groupMark } from '../../../shared/rule.ts';
import { boxTotals } from './box-totals.ts';

/** How the vote stands: the box in all and by group, and who is connected. */
export function Figures({ overview }: { readonly overview: Overview }) {
  const totals = boxTotals(overview);
  const left = totals.issued - totals.returned;
  const isEmptyDraft = overview.meeting.phase === 'draft' && totals.returned === 0;
  return (
    <section class="section figures" aria-labelledby="figures">
      <h2 id="figures" class="visually-hidden">
        票数
      </h2>
      <div class="figures-head">
        <p class="figures-total">
          <span class="figures-lead">已收回</span>
          <strong class="figures-returned">{totals.returned}</strong>
          <span class="figures-issued">/ 发出 {totals.issued}</span>
        </p>
        <p class="figures-left">{isEmptyDraft ? '票箱为空' : leftWords(left, totals.issued)}</p>
      </div>
      <progress
        class="figures-bar"
        aria-label="已收回占发出"
        max={Math.max(1, totals.issued)}
        value={totals.returned}
      />
      <GroupTable overview={overview} />
      <dl class="vitals">
        <Vital term="手机在线" figure={`${overview.phones}`} />
        <Vital term="大屏（含主持人页）" figure={`${overview.screens}`} />
        <Vital term="最近一分钟" figure={`${overview.returnedPerMinute} 票`} />
        <Vital
          term="存储"
          figure={overview.storage.state === 'ok' ? '正常' : '故障'}
          failing={overview.storage.state === 'failing'}
        />
      </dl>
    </section>
  );
}

function leftWords(left: number, out: number): string {
  if (out === 0) return '还没有测评票';
  return left === 0 ? '已全部收回' : `${left} 张未投`;
}

function GroupTable({ overview }: { readonly overview: Overview }) {
  return (
    <table class="table figures-table">
      <caption class="visually-hidden">按票类的票数</caption>
      <thead>
        <tr>
          <th scope="col">票类</th>
          <th scope="col" class="figure">
            发出
          </th>
          <th scope="col" class="figure">
            收回
          </th>
          <th scope="col" class="figure">
            未投
          </th>
          <th scope="col" class="figure">
            作废
          </th>
        </tr>
      </thead>
      <tbody>
        {overview.meeting.plan.rule.groups.map((group, index) => {
          const counts = overview.tickets[index] ?? { minted: 0, fresh: 0, spent: 0, voided: 0 };
          return (
            <tr key={group.label}>
              <th scope="row">
                {groupMark(index)}（{group.label}）
              </th>
              <td class="figure">{issued(counts)}</td>
              <td class="figure">{counts.spent}</td>
              <td class="figure">{counts.fresh}</td>
              <td class="figure">{counts.voided}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

interface VitalProps {
  readonly term: string;
  readonly figure: string;
  readonly failing?: boolean;
}

function Vital({ term, figure, failing = false }: VitalProps) {
  return (
    <div class={`vital${failing ? ' vital-failing' : ''}`}>
      <dt>{term}</dt>
      <dd>{figure}</dd>
    </div>
  );
}
