import { useEffect } from 'preact/hooks';
import type { Meeting } from '../../../shared/meeting.ts';
import { groupMark } from '../../../shared/rule.ts';
import { guardLeaving } from '../../router.ts';
import { Button } from '../base/Button.tsx';
import { TextField } from '../base/Field.tsx';
import { Notice } from '../base/Notice.tsx';
import { attendanceAdvice, type PapersEntry, peopleFault, readEntry } from './papers-entry.ts';
import { usePapers } from './use-papers.ts';

const LONGEST_NAME = 200;

/** What people say and sign: it stands on the papers and decides nothing. */
export function PapersForm({ meeting }: { readonly meeting: Meeting }) {
  const papers = usePapers(meeting);
  const { entry, outcome } = papers;
  const { groups } = meeting.plan.rule;
  const read = readEntry(entry);
  useEffect(
    () => guardLeaving(() => (papers.changed ? '汇总表信息还没有保存，确定离开吗？' : null)),
    [papers.changed],
  );
  return (
    <section class="section papers" aria-labelledby="papers">
      <h2 id="papers">汇总表信息</h2>
      <p class="section-intro">
        印在汇总表上，不影响得分；任何时候都可以填写和修改。发出、收回、有效、弃权由系统给出。
      </p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (read !== null && !papers.busy) void papers.save(read);
        }}
      >
        <div class="papers-fields">
          {groups.map((group, index) => (
            <AttendanceFields
              key={groupMark(index)}
              label={`${group.label}（${groupMark(index)}）`}
              entry={entry}
              group={index}
              onChange={papers.change}
            />
          ))}
          <Names entry={entry} onChange={papers.change} />
        </div>
        {read !== null &&
          attendanceAdvice(
            read,
            groups.map(({ label }) => label),
          ).map((advice) => (
            <Notice key={advice} kind="warning">
              {advice}
            </Notice>
          ))}
        {outcome.state === 'refused' && <Notice kind="error">{outcome.problem}</Notice>}
        {outcome.state === 'conflict' && (
          <Notice kind="warning">
            其他页面刚刚改过汇总表信息，这里填写的内容还没有保存。
            <ul>
              {outcome.differences.map((difference) => (
                <li key={difference}>{difference}</li>
              ))}
            </ul>
            核对后再按“保存”，以这里填写的内容为准。
          </Notice>
        )}
        <div class="actions">
          <Button
            kind={papers.changed ? 'primary' : 'plain'}
            type="submit"
            busy={papers.busy}
            disabled={read === null || !papers.changed}
          >
            保存
          </Button>
          <span role="status">{outcome.state === 'saved' && !papers.changed && '已保存'}</span>
        </div>
      </form>
    </section>
  );
}

interface FieldsProps {
  readonly entry: PapersEntry;
  readonly onChange: (entry: PapersEntry) => void;
}

interface AttendanceFieldsProps extends FieldsProps {
  readonly label: string;
  readonly group: number;
}

function AttendanceFields({ label, entry, group, onChange }: AttendanceFieldsProps) {
  const typed = entry.attendance[group] ?? { expected: '', present: '' };
  const changed = (change: Partial<typeof typed>) => {
    const attendance = entry.attendance.map((one, index) =>
      index === group ? { ...one, ...change } : one,
    );
    onChange({ ...entry, attendance });
  };
  return (
    <>
      <TextField
        label={`${label}应到`}
        inputMode="numeric"
        value={typed.expected}
        error={peopleFault(typed.expected)}
        onInput={(expected) => changed({ expected })}
      />
      <TextField
        label={`${label}实到`}
        inputMode="numeric"
        value={typed.present}
        error={peopleFault(typed.present)}
        onInput={(present) => changed({ present })}
      />
    </>
  );
}

function Names({ entry, onChange }: FieldsProps) {
  const [first, second] = entry.scrutineers;
  return (
    <>
      <TextField
        label="监票人一"
        value={first}
        maxLength={LONGEST_NAME}
        onInput={(name) => onChange({ ...entry, scrutineers: [name, second] })}
      />
      <TextField
        label="监票人二"
        value={second}
        maxLength={LONGEST_NAME}
        onInput={(name) => onChange({ ...entry, scrutineers: [first, name] })}
      />
      <TextField
        label="计票人"
        value={entry.teller}
        maxLength={LONGEST_NAME}
        onInput={(teller) => onChange({ ...entry, teller })}
      />
      <TextField
        label="主持人"
        value={entry.host}
        maxLength={LONGEST_NAME}
        onInput={(host) => onChange({ ...entry, host })}
      />
    </>
  );
}
