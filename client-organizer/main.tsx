import './styles/foundation.css';
import './styles/page.css';
import './styles/rehearsal.css';
import './styles/button.css';
import './styles/field.css';
import './styles/notice.css';
import './styles/table.css';
import './styles/dialog.css';
import './styles/step-bar.css';
import { effect } from '@preact/signals';
import { render } from 'preact';
import { signInRequired } from './api.ts';
import { followAddressBar } from './router.ts';
import { askSession, beginSession, takeSignInToken } from './session.ts';
import { App } from './views/App.tsx';

const container = document.querySelector('#app');
if (container !== null) {
  const token = takeSignInToken();
  // A sign-in link that is opened in this very window changes the fragment and loads no page.
  addEventListener('hashchange', () => {
    const later = takeSignInToken();
    if (later !== null) void beginSession(later);
  });
  followAddressBar();
  void beginSession(token);
  // A session that ended elsewhere leads back to the sign-in page, with the address kept.
  effect(() => {
    if (signInRequired.value > 0) void askSession('登录已过期，请重新登录。');
  });
  render(<App />, container);
}
