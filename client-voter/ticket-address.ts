import type { TicketSecret } from '../shared/identifiers.ts';
import { readTicketCode } from '../shared/ticket-code.ts';

/** What a link's fragment says about a ticket. */
export type FragmentTicket =
  | { readonly found: 'nothing' }
  | { readonly found: 'ticket'; readonly ticket: TicketSecret }
  | { readonly found: 'unreadable'; readonly text: string };

const LONGEST_SHOWN = 24;

/** [TICKET-2] Reads `#SECRET`, also with what chat applications append to it (`#…#wechat_redirect`). */
export function ticketInFragment(hash: string): FragmentTicket {
  const [text = ''] = decoded(hash.replace(/^#/, '')).split(/[#&?]/);
  if (text.trim() === '' || text === 'wechat_redirect') return { found: 'nothing' };
  const ticket = readTicketCode(text);
  return ticket === null
    ? { found: 'unreadable', text: text.slice(0, LONGEST_SHOWN) }
    : { found: 'ticket', ticket };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
