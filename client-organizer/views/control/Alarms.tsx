import './alarms.css';
import type { Overview } from '../../../shared/protocol/organizer.ts';
import type { LiveOverview } from '../../connection.ts';
import { seenMeeting } from '../../seen-meeting.ts';
import { timeOfDay } from './clock-words.ts';
import { olderDataFigures } from './older-data-words.ts';
import { storageAdvice } from './storage-words.ts';

interface AlarmsProps {
  readonly live: LiveOverview;
  readonly overview: Overview;
}

/** What must not be overlooked, worst first; each with what to do. */
export function Alarms({ live, overview }: AlarmsProps) {
  return (
    <div class="alarms">
      {overview.meeting.alarm === 'older_data' && <OlderData overview={overview} />}
      {overview.meeting.alarm === 'box_mismatch' && (
        <Halted rehearsal={overview.meeting.rehearsal} />
      )}
      {overview.storage.state === 'failing' && (
        <div class="alarm alarm-grave" role="alert">
          <strong class="alarm-title">存储故障，暂时不能收票</strong>
          <p>{storageAdvice(overview.storage.code)}</p>
          <p>已收到的票不受影响，手机上的填写都保留着，恢复后会提示继续提交。</p>
          <p class="alarm-detail">
            自 {timeOfDay(overview.storage.since)} 起，故障代码 {overview.storage.code}
          </p>
        </div>
      )}
      {overview.lossy && (
        <div class="alarm alarm-grave" role="alert">
          <strong class="alarm-title">仅供试用，不得用于正式测评</strong>
          <p>Redis 的设置不能保证已收到的票不丢失。正式测评前请按运行手册修改 Redis 的设置。</p>
        </div>
      )}
      {live.state === 'stale' && (
        <div class="alarm alarm-stale" role="alert">
          <strong class="alarm-title">数据暂停</strong>
          <p>
            与服务器的连接中断，正在自动重连，下面是中断前的数字。如果只是这台电脑断网，测评不受影响。
          </p>
        </div>
      )}
    </div>
  );
}

/** [PHASE-7] */
function OlderData({ overview }: { readonly overview: Overview }) {
  const [seen, now] = olderDataFigures(
    overview,
    seenMeeting(() => localStorage, overview.meeting.id),
  );
  return (
    <div class="alarm alarm-grave" role="alert">
      <strong class="alarm-title">测评已中止：服务器的数据早于此前的记录</strong>
      <p>可能恢复了较早的备份，或启动时用错了数据目录。投票已停止，结果不再显示。</p>
      <p>
        {seen}。
        <br />
        {now}。
      </p>
      <p>如不是有意恢复：请停止服务，换回最新的数据目录，再重新启动，本页自动恢复。</p>
      <p>如确要用现有数据：请核对以上数字，在“下一步”中按“以现有数据为准”。</p>
    </div>
  );
}

function Halted({ rehearsal }: { readonly rehearsal: boolean }) {
  return (
    <div class="alarm alarm-grave" role="alert">
      <strong class="alarm-title">测评已中止：票箱与计票结果不一致</strong>
      <p>已停止收票，结果不再显示。请保留现场，不要删除任何数据，联系技术人员查明原因。</p>
      <p>
        {rehearsal
          ? '系统不会自行更正；查明后只能结束演练，从头再来。'
          : '系统不会自行更正；查明后只能作废本轮，重新测评。'}
      </p>
    </div>
  );
}
