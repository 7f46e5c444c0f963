import { useEffect } from 'preact/hooks';
import type { Page } from '../page.ts';
import type { TypeSizeSwitch } from '../type-size.ts';
import type { Voter } from '../voter.ts';
import { Casting } from './Casting.tsx';
import { Connecting } from './Connecting.tsx';
import { EnterCode } from './EnterCode.tsx';
import { Halted } from './Halted.tsx';
import { Marking } from './Marking.tsx';
import { MarkingTogether } from './MarkingTogether.tsx';
import { MoreBelow } from './MoreBelow.tsx';
import { Notices } from './Notices.tsx';
import { Receipt } from './Receipt.tsx';
import { Refused } from './Refused.tsx';
import { Review } from './Review.tsx';
import { Steps } from './Steps.tsx';
import { TopBar } from './TopBar.tsx';
import { Waiting } from './Waiting.tsx';

export function App({ voter, typeSize }: { voter: Voter; typeSize: TypeSizeSwitch }) {
  const title = voter.state.paper.value?.title;
  useEffect(() => {
    if (title !== undefined) document.title = title;
  }, [title]);
  return (
    <div class="page">
      <TopBar voter={voter} typeSize={typeSize} />
      {voter.state.status.value?.rehearsal === true && <RehearsalMark />}
      <PageView voter={voter} page={voter.state.page.value} />
      <div class="foot">
        <MoreBelow page={voter.state.page.value} />
        <Notices voter={voter} />
        <Steps voter={voter} />
      </div>
    </div>
  );
}

/** [PHASE-4] */
function RehearsalMark() {
  return (
    <aside aria-label="演练">
      <p class="notice rehearsal">
        <strong>演练</strong>　本次填写不计入正式结果
      </p>
    </aside>
  );
}

function PageView({ voter, page }: { voter: Voter; page: Page }) {
  const paper = voter.state.paper.value;
  switch (page.page) {
    case 'enterCode':
      return <EnterCode voter={voter} />;
    case 'connecting':
      return <Connecting voter={voter} />;
    case 'refused':
      return <Refused voter={voter} refusal={page.refusal} />;
    case 'waiting':
      return <Waiting voter={voter} />;
    case 'halted':
      return <Halted />;
    case 'marking':
      if (paper === null) return <Connecting voter={voter} />;
      return paper.items.length === 1 ? (
        <MarkingTogether voter={voter} paper={paper} presenter={page.presenter} />
      ) : (
        <Marking voter={voter} paper={paper} presenter={page.presenter} />
      );
    case 'review':
      return paper === null ? <Connecting voter={voter} /> : <Review voter={voter} paper={paper} />;
    case 'casting':
      return <Casting voter={voter} />;
    case 'receipt':
      return <Receipt voter={voter} receipt={page.receipt} />;
  }
}
