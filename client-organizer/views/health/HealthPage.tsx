import './health.css';
import type { HealthReport } from '../../../shared/protocol/health.ts';
import { Notice } from '../base/Notice.tsx';
import { PageFrame } from '../base/PageFrame.tsx';
import { storageAdvice } from '../control/storage-words.ts';
import { Casting } from './Casting.tsx';
import { Facts } from './Facts.tsx';
import { conditionWord, milliseconds, uptimeWords } from './health-words.ts';
import { type HealthOnPage, useHealth } from './use-health.ts';

/** [RUN-2] How the server runs, for whoever minds the machine. */
export function HealthPage() {
  const health = useHealth();
  const report = health.state === 'asking' ? null : health.report;
  return (
    <PageFrame title="运行状况" aside={<Condition health={health} />}>
      {health.state === 'asking' && <p role="status">正在读取……</p>}
      {health.state === 'stale' && (
        <Notice kind="warning">
          数据暂停：连接不到服务器，正在重试。
          {report !== null && '以下是中断前的数字。'}
        </Notice>
      )}
      {report !== null && <Report report={report} stale={health.state === 'stale'} />}
    </PageFrame>
  );
}

function Condition({ health }: { readonly health: HealthOnPage }) {
  if (health.state === 'asking') return null;
  if (health.state === 'stale') return <span class="phase phase-paused">数据暂停</span>;
  const { failed, lossy } = health.report;
  const kind = failed.length === 0 && !lossy ? 'phase-open' : 'condition-failed';
  return <span class={`phase ${kind}`}>{conditionWord(failed, lossy)}</span>;
}

interface ReportProps {
  readonly report: HealthReport;
  readonly stale: boolean;
}

function Report({ report, stale }: ReportProps) {
  return (
    <>
      {!stale && <Troubles report={report} />}
      <p class="section-intro">
        以下是本服务进程（编号 {report.process}）的数字，每两秒更新。多个进程共同服务时，各自统计。
      </p>
      <div class={`health${stale ? ' health-stale' : ''}`}>
        <Casting report={report} />
        <Connections report={report} />
        <Process report={report} />
      </div>
    </>
  );
}

function Troubles({ report: { storage, lossy, failed } }: { readonly report: HealthReport }) {
  return (
    <>
      {storage.state === 'failing' && (
        <Notice kind="error" lead="故障">
          存储不能写入，暂时不能收票。{storageAdvice(storage.code)}故障代码 {storage.code}。
        </Notice>
      )}
      {lossy && (
        <Notice kind="error" lead="注意">
          仅供试用，不得用于正式测评：Redis 的设置不能保证已收到的票不丢失。
        </Notice>
      )}
      {failed.includes('event_loop') && (
        <Notice kind="warning">
          服务器繁忙，答复变慢。请关闭服务器上的其他程序；不见好转时，请联系技术人员。
        </Notice>
      )}
    </>
  );
}

function Connections({ report: { connections } }: { readonly report: HealthReport }) {
  return (
    <section class="section" aria-labelledby="connections">
      <h2 id="connections">在线连接</h2>
      <Facts
        facts={[
          { term: '手机', figure: `${connections.voter}` },
          { term: '大屏（含主持人页）', figure: `${connections.screen}` },
          { term: '会场控制页和结果页', figure: `${connections.organizer}` },
        ]}
      />
    </section>
  );
}

function Process({ report }: { readonly report: HealthReport }) {
  const { failed, lag, storage, uptimeSeconds, version } = report;
  const works = storage.state === 'ok';
  return (
    <section class="section" aria-labelledby="process">
      <h2 id="process">服务进程</h2>
      <Facts
        facts={[
          { term: '存储', figure: works ? '正常' : '故障', failing: !works },
          {
            term: '处理延迟',
            figure: `一般 ${milliseconds(lag.typical)} 毫秒，最长 ${milliseconds(lag.worst)} 毫秒`,
            failing: failed.includes('event_loop'),
            hint: '收到请求后要等多久才能开始处理。数字越大，服务器越繁忙。',
          },
          { term: '已运行', figure: uptimeWords(uptimeSeconds) },
          { term: '版本', figure: version },
        ]}
      />
    </section>
  );
}
