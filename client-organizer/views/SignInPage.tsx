import './sign-in.css';
import { useEffect, useState } from 'preact/hooks';
import { signIn } from '../session.ts';
import { Button } from './base/Button.tsx';
import { Field } from './base/Field.tsx';
import { Notice } from './base/Notice.tsx';

interface SignInPageProps {
  readonly passwordEnabled: boolean;
  readonly problem: string | null;
}

export function SignInPage({ passwordEnabled, problem }: SignInPageProps) {
  useEffect(() => {
    document.title = '登录 · 评议控制台';
  }, []);
  return (
    <main class="sign-in">
      <h1 class="sign-in-title">述职评议控制台</h1>
      {problem !== null && <Notice kind="error">{problem}</Notice>}
      {passwordEnabled && <PasswordForm />}
      <section class="sign-in-help">
        <h2>{passwordEnabled ? '也可以用登录链接' : '请用登录链接进入'}</h2>
        <p>
          登录链接在服务器启动时显示，只能用一次。需要新的链接时，请在服务器上运行
          <code>npm run sign-in</code>。
        </p>
      </section>
    </main>
  );
}

function PasswordForm() {
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const submit = async () => {
    setBusy(true);
    await signIn({ password });
    setBusy(false);
  };
  return (
    <form
      class="sign-in-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy && password !== '') void submit();
      }}
    >
      {/* There is one organizer; password keepers want a name to file the password under. */}
      <input hidden type="text" autocomplete="username" value="organizer" readOnly />
      <Field label="组织者密码">
        {(control) => (
          <input
            class="input"
            type="password"
            autocomplete="current-password"
            value={password}
            {...control}
            onInput={(event) => setPassword(event.currentTarget.value)}
          />
        )}
      </Field>
      <Button kind="primary" type="submit" busy={busy} disabled={password === ''}>
        登录
      </Button>
    </form>
  );
}
