import './older-phones.ts';
import './styles/page.css';
import './styles/ballot.css';
import './styles/message.css';
import { render } from 'preact';
import { newCastKey } from './cast-key.ts';
import { connectVoter } from './connection.ts';
import { keptTickets } from './kept-tickets.ts';
import { deviceStorage } from './storage.ts';
import { ticketInFragment } from './ticket-address.ts';
import { typeSizeSwitch } from './type-size.ts';
import { App } from './views/App.tsx';
import { createVoter } from './voter.ts';
import { onWake } from './wake.ts';

const device = deviceStorage(() => localStorage);
const voter = createVoter({
  connect: (ticket, listener) => connectVoter(ticket, listener, Math.random),
  kept: keptTickets(
    deviceStorage(() => sessionStorage),
    device,
  ),
  newKey: () => newCastKey(crypto),
  random: Math.random,
  now: () => performance.now(),
});
const typeSize = typeSizeSwitch(device, (size) => {
  document.documentElement.className = `type-${size}`;
});

/** [TICKET-2] The secret leaves the address bar before anything else is done with it. */
function followAddress(): void {
  const scanned = ticketInFragment(location.hash);
  if (location.hash !== '') history.replaceState(null, '', location.pathname + location.search);
  voter.begin(scanned);
}

const container = document.querySelector('#app');
if (container !== null) {
  container.textContent = '';
  followAddress();
  window.addEventListener('hashchange', followAddress);
  onWake((awayMs) => voter.wake(awayMs));
  render(<App voter={voter} typeSize={typeSize} />, container);
}
