import './act-dialog.css';
import { useState } from 'preact/hooks';
import type { Meeting } from '../../../shared/meeting.ts';
import { seenMeeting } from '../../seen-meeting.ts';
import { ConfirmDialog } from '../base/ConfirmDialog.tsx';
import { TextField } from '../base/Field.tsx';
import { type Answers, NO_ANSWERS } from './command.ts';
import type { Act } from './next-step.ts';
import { type Question, questionBefore } from './question.ts';
import type { Acts } from './use-acts.ts';

/** The question before an act that cannot be taken back. */
export function ActDialog({ acts }: { readonly acts: Acts }) {
  if (acts.asking === null) return null;
  const { act, shown } = acts.asking;
  const seen = seenMeeting(() => localStorage, shown.meeting.id);
  const question = questionBefore(act, shown, seen);
  if (question === null) return null;
  return <OpenDialog key={act} act={act} meeting={shown.meeting} question={question} acts={acts} />;
}

interface OpenDialogProps {
  readonly act: Act;
  readonly meeting: Meeting;
  readonly question: Question;
  readonly acts: Acts;
}

/** Long enough for a last tap, and it can be called off. */
const USUAL_COUNTDOWN_SECONDS = 10;

function OpenDialog({ act, meeting, question, acts }: OpenDialogProps) {
  const [answers, setAnswers] = useState<Answers>({
    ...NO_ANSWERS,
    countdownSeconds: mayCountDown(act, meeting) ? USUAL_COUNTDOWN_SECONDS : 0,
  });
  return (
    <ConfirmDialog
      title={question.title}
      confirmLabel={confirmLabel(question, answers.countdownSeconds)}
      danger={question.danger}
      busy={acts.busy}
      confirmDisabled={acts.cutOff || (act === 'voidRound' && answers.reason.trim() === '')}
      onConfirm={() => acts.confirm(answers)}
      onCancel={acts.cancel}
    >
      <ul class="question-figures">
        {question.figures.map((figure) => (
          <li key={figure}>
            {figure.split(/(?<=[：，])/).map((clause, index) => (
              <span key={index} class="question-clause">
                {clause}
              </span>
            ))}
          </li>
        ))}
      </ul>
      {question.consequences.map((consequence) => (
        <p key={consequence}>{consequence}</p>
      ))}
      {mayCountDown(act, meeting) && (
        <CountdownChoice
          seconds={answers.countdownSeconds}
          onChoose={(countdownSeconds) => setAnswers({ ...answers, countdownSeconds })}
        />
      )}
      {act === 'voidRound' && (
        <TextField
          label="作废原因（必填，记入会议记录）"
          value={answers.reason}
          maxLength={200}
          onInput={(reason) => setAnswers({ ...answers, reason })}
        />
      )}
    </ConfirmDialog>
  );
}

function confirmLabel(question: Question, countdownSeconds: number): string {
  return countdownSeconds === 0 ? question.confirmLabel : `开始 ${countdownSeconds} 秒倒计时`;
}

/** [PHASE-1] Only an open vote can be counted down, and only one countdown runs at a time. */
function mayCountDown(act: Act, meeting: Meeting): boolean {
  return act === 'close' && meeting.phase === 'open' && meeting.closingAt === null;
}

const COUNTDOWNS = [
  { seconds: 0, words: '立即' },
  { seconds: 10, words: '10 秒倒计时' },
  { seconds: 30, words: '30 秒倒计时' },
];

interface CountdownChoiceProps {
  readonly seconds: number;
  readonly onChoose: (seconds: number) => void;
}

function CountdownChoice({ seconds, onChoose }: CountdownChoiceProps) {
  return (
    <fieldset class="choice">
      <legend class="choice-lead">何时结束（倒计时期间可以取消）</legend>
      {COUNTDOWNS.map((choice) => (
        <label key={choice.seconds} class="choice-option">
          <input
            type="radio"
            name="countdown"
            checked={choice.seconds === seconds}
            onChange={() => onChoose(choice.seconds)}
          />
          {choice.words}
        </label>
      ))}
    </fieldset>
  );
}
