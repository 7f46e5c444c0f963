import { TICKET_CODE_LENGTH } from '../shared/ticket-code.ts';

const GROUP = 4;
const EMPTY_PLACE = '·';

/** What was typed so far as the ticket prints it: four groups of four, with dots for what is missing. */
export function groupsOfFour(typed: string): readonly string[] {
  const places = meaning(typed)
    .slice(0, TICKET_CODE_LENGTH)
    .padEnd(TICKET_CODE_LENGTH, EMPTY_PLACE);
  return places.match(new RegExp(`.{${GROUP}}`, 'g')) ?? [];
}

/** How many characters count, spaces and hyphens left out. */
export function meaningLength(typed: string): number {
  return meaning(typed).length;
}

function meaning(typed: string): string {
  return typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-—–_]/g, '');
}
