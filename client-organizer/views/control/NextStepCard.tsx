import './next-step.css';
import type { MeetingId } from '../../../shared/identifiers.ts';
import type { Overview } from '../../../shared/protocol/organizer.ts';
import type { LiveOverview } from '../../connection.ts';
import { addressOf } from '../../router.ts';
import { Button } from '../base/Button.tsx';
import { Notice } from '../base/Notice.tsx';
import { actLabel, situation } from './act-words.ts';
import { Countdown } from './Countdown.tsx';
import type { NextStep } from './next-step.ts';
import type { Acts } from './use-acts.ts';

interface NextStepCardProps {
  readonly meetingId: MeetingId;
  readonly live: LiveOverview;
  readonly overview: Overview;
  readonly next: NextStep;
  readonly ready: boolean;
  readonly acts: Acts;
}

/** One big button; everything else that is possible now stands smaller below it. */
export function NextStepCard({ meetingId, live, overview, next, ready, acts }: NextStepCardProps) {
  const { meeting, snapshot } = overview;
  const resultAddress = addressOf({ page: 'result', meetingId });
  return (
    <section class="section next" aria-labelledby="next-step">
      <h2 id="next-step" class="next-eyebrow">
        下一步
      </h2>
      <p class="next-situation" aria-live="polite">
        {acts.cutOff ? '连接中断，暂时不能操作。连通后自动恢复。' : situation(meeting, ready)}
      </p>
      {meeting.closingAt !== null &&
        snapshot.closingInMs !== null &&
        (live.state === 'live' || live.state === 'stale') && (
          <Countdown closingInMs={snapshot.closingInMs} receivedAt={live.receivedAt} />
        )}
      {acts.problem !== null && <Notice kind="error">{acts.problem}</Notice>}
      <MainStep resultAddress={resultAddress} overview={overview} next={next} acts={acts} />
      {next.others.length > 0 && (
        <div class="next-others">
          <span class="next-others-lead">其他操作</span>
          {next.others.map((act) => (
            <Button
              key={act}
              kind={act === 'voidRound' ? 'quiet' : 'plain'}
              busy={acts.busy}
              disabled={acts.cutOff}
              onClick={() => acts.start(act)}
            >
              {actLabel(act, meeting)}
            </Button>
          ))}
        </div>
      )}
    </section>
  );
}

interface MainStepProps {
  readonly resultAddress: string;
  readonly overview: Overview;
  readonly next: NextStep;
  readonly acts: Acts;
}

function MainStep({ resultAddress, overview, next, acts }: MainStepProps) {
  const { main } = next;
  switch (main.step) {
    case 'prepare':
      return (
        <Button kind="primary" large disabled>
          {actLabel('open', overview.meeting)}
        </Button>
      );
    case 'result':
      return (
        <a class="button button-primary button-large next-link" href={resultAddress}>
          查看结果
        </a>
      );
    case 'halted':
      return null;
    case 'act':
      return (
        <Button
          kind="primary"
          large
          busy={acts.busy}
          disabled={acts.cutOff}
          onClick={() => acts.start(main.act)}
        >
          {actLabel(main.act, overview.meeting)}
        </Button>
      );
  }
}
