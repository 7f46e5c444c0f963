import type { MeetingPapers } from '../../../shared/meeting.ts';

interface SignOffProps {
  readonly papers: MeetingPapers;
  /** Whose seal it bears; empty when not filled in. */
  readonly unit: string;
}

/** Names as far as they are known; the signatures are written by hand. */
export function SignOff({ papers, unit }: SignOffProps) {
  return (
    <div class="sign-off">
      <Signature office="监票人" name={papers.scrutineers[0]} />
      <Signature office="监票人" name={papers.scrutineers[1]} />
      <Signature office="计票人" name={papers.teller} />
      <Signature office="主持人" name={papers.host} />
      <p>
        主办单位：{unit}
        {unit === '' && '　　　　　　　　　　'}（盖章）
      </p>
      <p>日期：　　　　年　　　月　　　日</p>
    </div>
  );
}

function Signature({ office, name }: { readonly office: string; readonly name: string }) {
  return (
    <p class="sign-off-line">
      <span>
        {office}：{name}
      </span>
      <span class="sign-off-blank">（签字）</span>
    </p>
  );
}
