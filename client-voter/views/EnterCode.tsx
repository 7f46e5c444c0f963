import type { TargetedEvent } from 'preact';
import { useState } from 'preact/hooks';
import { voterCodeText } from '../../shared/protocol/voter-codes.ts';
import { TICKET_CODE_LENGTH } from '../../shared/ticket-code.ts';
import { groupsOfFour, meaningLength } from '../typed-code.ts';
import type { Voter } from '../voter.ts';
import { Heading } from './Heading.tsx';

/** [TICKET-1] For those whose camera does not read the code. */
export function EnterCode({ voter }: { voter: Voter }) {
  const [typed, setTyped] = useState(voter.state.typed.value);
  const refusal = voter.state.typedRefusal.value;
  const type = (event: TargetedEvent<HTMLInputElement>) => {
    setTyped(event.currentTarget.value);
    voter.correctCode();
  };
  const submit = (event: Event) => {
    event.preventDefault();
    voter.enterCode(typed);
  };
  return (
    <main class="enter-code">
      <Heading>输入测评码</Heading>
      <p>请用微信“扫一扫”扫描测评票上的二维码，或者在下面输入票上的 16 位测评码。</p>
      <form class="code-form" onSubmit={submit}>
        <label class="code-label" for="code">
          测评码
        </label>
        <input
          id="code"
          class="code-input"
          type="text"
          value={typed}
          onInput={type}
          autocomplete="off"
          autocapitalize="characters"
          autocorrect="off"
          spellcheck={false}
          aria-describedby="code-hint code-groups"
          aria-invalid={refusal !== null}
        />
        <p class="code-groups" id="code-groups" aria-hidden="true">
          {groupsOfFour(typed).map((group, index) => (
            <span key={index}>{group}</span>
          ))}
        </p>
        <p class="quiet" id="code-hint">
          四位一组，不分大小写，空格可以不输。已输入 {meaningLength(typed)} / {TICKET_CODE_LENGTH}{' '}
          位。
        </p>
        <p role="alert" class={refusal === null ? 'visually-hidden' : 'problem'}>
          {refusal === null ? '' : voterCodeText(refusal.code)}
        </p>
        <button type="submit" class="primary">
          打开测评票
        </button>
      </form>
    </main>
  );
}
