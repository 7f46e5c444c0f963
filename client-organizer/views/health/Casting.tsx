import type { HealthReport, Spread } from '../../../shared/protocol/health.ts';
import { Facts } from './Facts.tsx';
import { milliseconds, sharedCommitWords } from './health-words.ts';

/** How votes were answered and kept in the last minute, of all meetings together. */
export function Casting({ report }: { readonly report: HealthReport }) {
  const { casts, answer, commit, commitCasts } = report;
  return (
    <section class="section" aria-labelledby="casting">
      <h2 id="casting">最近一分钟收票</h2>
      <Facts
        facts={[
          { term: '已收到（含重复询问）', figure: `${casts.accepted} 次` },
          { term: '拒收', figure: `${casts.refused} 次` },
          {
            term: '未能答复',
            figure: `${casts.unanswered} 次`,
            failing: casts.unanswered > 0,
          },
          { term: '每次写入', figure: sharedCommitWords(commitCasts) },
        ]}
      />
      <table class="table timings">
        <caption class="visually-hidden">最近一分钟用时</caption>
        <thead>
          <tr>
            <th scope="col">用时（毫秒）</th>
            <th scope="col" class="figure">
              50%
            </th>
            <th scope="col" class="figure">
              95%
            </th>
            <th scope="col" class="figure">
              99%
            </th>
          </tr>
        </thead>
        <tbody>
          <Timing term="答复手机" spread={answer} />
          <Timing term="写入存储" spread={commit} />
        </tbody>
      </table>
      <p class="timings-note">“95%”一列表示百分之九十五不超过此数，其余类推。</p>
    </section>
  );
}

interface TimingProps {
  readonly term: string;
  readonly spread: Spread | null;
}

function Timing({ term, spread }: TimingProps) {
  return (
    <tr>
      <th scope="row">{term}</th>
      <td class="figure">{milliseconds(spread?.p50)}</td>
      <td class="figure">{milliseconds(spread?.p95)}</td>
      <td class="figure">{milliseconds(spread?.p99)}</td>
    </tr>
  );
}
