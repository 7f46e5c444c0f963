import type { MeetingDetail } from '../../../shared/protocol/http.ts';
import { goTo } from '../../router.ts';
import { groupsWithoutTickets, totalCounts } from '../../ticket-counts.ts';
import { Button } from '../base/Button.tsx';

/** Always in sight once there are tickets: which group has none yet, or else the next step. */
export function TicketsDone({ detail }: { readonly detail: MeetingDetail }) {
  const { meeting, tickets } = detail;
  const missing =
    meeting.phase === 'draft' ? groupsWithoutTickets(meeting.plan.rule.groups, tickets) : [];
  return (
    <div class="step-bar">
      <p role="status">
        {missing.length > 0
          ? `${missing.join('、')}还没有可用的测评票`
          : `测评票 ${totalCounts(tickets).fresh} 张可用`}
      </p>
      {missing.length === 0 && (
        <Button kind="primary" onClick={() => goTo({ page: 'control', meetingId: meeting.id })}>
          下一步：会场控制
        </Button>
      )}
    </div>
  );
}
