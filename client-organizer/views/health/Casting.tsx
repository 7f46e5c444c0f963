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
          {
            term: '已收到',
            figure: `${casts.accepted} 次`,
            hint: '手机没有等到回复时会自动再问一次，也计入次数。一张票始终只计一次。',
          },
          {
            term: '拒收',
            figure: `${casts.refused} 次`,
            hint: '如测评票已经用过、已经作废，或者测评没有开启。',
          },
          {
            term: '未能答复',
            figure: `${casts.unanswered} 次`,
            failing: casts.unanswered > 0,
            hint: '如存储出现故障。手机会自动再试。',
          },
          {
            term: '每次写入',
            figure: sharedCommitWords(commitCasts),
            hint: '同时到达的票一起写入存储。',
          },
        ]}
      />
      <table class="table timings">
        <caption class="visually-hidden">最近一分钟用时</caption>
        <thead>
          <tr>
            <th scope="col">用时（毫秒）</th>
            <th scope="col" class="figure">
              半数不超过
            </th>
            <th scope="col" class="figure">
              95% 不超过
            </th>
            <th scope="col" class="figure">
              99% 不超过
            </th>
          </tr>
        </thead>
        <tbody>
          <Timing term="答复手机" spread={answer} />
          <Timing term="写入存储" spread={commit} />
        </tbody>
      </table>
      <p class="timings-note">
        1 秒是 1000 毫秒。“95% 不超过”：每 100 次中有 95 次在此数以内，其余 5 次更久。
      </p>
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
