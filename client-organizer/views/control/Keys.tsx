import './keys.css';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { MeetingId } from '../../../shared/identifiers.ts';
import { goTo } from '../../router.ts';
import { Button } from '../base/Button.tsx';
import { KeyHelp } from './KeyHelp.tsx';
import { type KeyMeaning, keyMeaning } from './key-meaning.ts';
import type { Step } from './next-step.ts';
import type { Acts } from './use-acts.ts';

interface KeysProps {
  readonly meetingId: MeetingId;
  readonly main: Step;
  readonly acts: Acts;
}

/** A clicker or a keyboard takes the same next step as the big button, with the same question. */
export function Keys({ meetingId, main, acts }: KeysProps) {
  const [helpShown, setHelpShown] = useState(false);
  const obey = (meaning: KeyMeaning) => {
    if (meaning === 'help') setHelpShown(true);
    else if (main.step === 'act') acts.start(main.act);
    else if (main.step === 'result') goTo({ page: 'result', meetingId });
  };
  const latest = useRef(obey);
  latest.current = obey;
  // With the page itself: a clicker may be quicker than an effect that runs after it is drawn.
  useLayoutEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const meaning = isElsewhere(event) ? null : keyMeaning(event);
      if (meaning === null) return;
      event.preventDefault();
      latest.current(meaning);
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
  return (
    <>
      <p class="keys-hint">
        <Button kind="quiet" onClick={() => setHelpShown(true)}>
          按键说明（?）
        </Button>
      </p>
      {helpShown && <KeyHelp onClose={() => setHelpShown(false)} />}
    </>
  );
}

/** In a dialog or on a control a key means what it always means there; `?` is text only in a field. */
function isElsewhere(event: KeyboardEvent): boolean {
  if (document.querySelector('dialog[open]') !== null) return true;
  const taken =
    event.key === ' '
      ? 'a, button, input, select, textarea, summary, [tabindex="0"]'
      : 'input, textarea';
  return event.target instanceof Element && event.target.closest(taken) !== null;
}
