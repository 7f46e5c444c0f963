import { render } from 'preact';
import { connect } from './connection.ts';
import { hideIdleCursor } from './idle-cursor.ts';
import { type KeyAction, keyAction } from './keys.ts';
import { takeLink } from './link.ts';
import { seenRevisions } from './seen-revisions.ts';
import { createScreenState, type Overlay, type ScreenState } from './state.ts';
import './styles/stage.css';
import './styles/header.css';
import './styles/rehearsal.css';
import './styles/overlay.css';
import './styles/message.css';
import './styles/turnout-strip.css';
import './styles/legend.css';
import './styles/board.css';
import './styles/distribution.css';
import './styles/scenes.css';
import './styles/host.css';
import { Host } from './views/Host.tsx';
import { Screen } from './views/Screen.tsx';
import { stayAwake } from './wake-lock.ts';

const TICK_MS = 200;

function steadyNow(): number {
  return performance.now();
}

const ACTS: Readonly<Record<KeyAction, (state: ScreenState) => void>> = {
  next: (state) => state.turn('next'),
  previous: (state) => state.turn('previous'),
  address: (state) => toggleOverlay(state, 'address'),
  help: (state) => toggleOverlay(state, 'help'),
  dismiss: (state) => state.show('none'),
  fullscreen: toggleFullscreen,
};

function obeyKey(state: ScreenState, event: KeyboardEvent): void {
  const action = keyAction(event);
  if (action === null) return;
  event.preventDefault();
  ACTS[action](state);
}

function toggleOverlay(state: ScreenState, overlay: Overlay): void {
  state.show(state.overlay.value === overlay ? 'none' : overlay);
}

function toggleFullscreen(): void {
  const done =
    document.fullscreenElement === null
      ? document.documentElement.requestFullscreen()
      : document.exitFullscreen();
  // A browser may forbid it, as a frame or a policy does; the page is of use all the same.
  done.catch(() => undefined);
}

function start(container: Element): void {
  const link = takeLink(window);
  const state = createScreenState(
    { steadyNow, wallNow: Date.now },
    seenRevisions(() => sessionStorage),
  );
  // Another link pasted into the same tab changes the fragment only, which loads nothing.
  window.addEventListener('hashchange', () => {
    if (takeLink(window) !== null) location.reload();
  });
  if (link === null) state.refusalCame('screen_link_revoked');
  else {
    const line = connect(link, state, steadyNow, () => location.reload());
    setInterval(line.renewIfDead, TICK_MS);
  }
  setInterval(() => state.timePassed(), TICK_MS);
  stayAwake(document, navigator);
  if (link?.kind === 'host') {
    document.documentElement.classList.add('host');
    render(<Host state={state} />, container);
    return;
  }
  document.documentElement.classList.add('screen');
  document.addEventListener('keydown', (event) => obeyKey(state, event));
  hideIdleCursor(document);
  render(<Screen state={state} />, container);
}

const container = document.querySelector('#app');
if (container !== null) start(container);
