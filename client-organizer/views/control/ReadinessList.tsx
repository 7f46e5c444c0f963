import type { MeetingId } from '../../../shared/identifiers.ts';
import { addressOf } from '../../router.ts';
import { LINKS_HEADING_ID } from './Links.tsx';
import type { ReadinessLine, Remedy } from './readiness.ts';

interface ReadinessListProps {
  readonly meetingId: MeetingId;
  readonly lines: readonly ReadinessLine[];
}

const STATE_WORDS: Readonly<Record<ReadinessLine['state'], string>> = {
  ready: '就绪',
  missing: '缺少',
  advice: '建议',
  note: '说明',
};

/** What is in place and what is not, each with the way to where it is put right. */
export function ReadinessList({ meetingId, lines }: ReadinessListProps) {
  return (
    <section class="section readiness-card" aria-labelledby="readiness">
      <h2 id="readiness">开启前检查</h2>
      <ul class="readiness">
        {inOrder(lines).map((line) => (
          <li key={line.words} class={`readiness-line readiness-${line.state}`}>
            <span class="readiness-state">{STATE_WORDS[line.state]}</span>
            <span class="readiness-words">{line.words}</span>
            <RemedyLink meetingId={meetingId} remedy={line.remedy} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function inOrder(lines: readonly ReadinessLine[]): readonly ReadinessLine[] {
  const order = ['missing', 'advice', 'note', 'ready'];
  return [...lines].sort((one, other) => order.indexOf(one.state) - order.indexOf(other.state));
}

function RemedyLink({ meetingId, remedy }: { meetingId: MeetingId; remedy: Remedy }) {
  switch (remedy) {
    case null:
      return null;
    case 'links':
      return (
        <button
          type="button"
          class="readiness-remedy"
          onClick={() => document.getElementById(LINKS_HEADING_ID)?.focus()}
        >
          去新建
        </button>
      );
    case 'prepare':
      return <RemedyPage address={addressOf({ page: remedy, meetingId })} words="去准备" />;
    case 'tickets':
      return <RemedyPage address={addressOf({ page: remedy, meetingId })} words="去测评票" />;
    case 'result':
      return <RemedyPage address={addressOf({ page: remedy, meetingId })} words="去填写" />;
  }
}

function RemedyPage({ address, words }: { readonly address: string; readonly words: string }) {
  return (
    <a class="readiness-remedy" href={address}>
      {words}
    </a>
  );
}
