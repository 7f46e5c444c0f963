export type Transport = 'websocket' | 'polling';

const FIRST_CEILING_MS = 1000;
/** Nobody in a hall waits longer than this for a network that is back; thousands still spread out. */
const LAST_CEILING_MS = 5000;
const LEAST_SHARE = 0.25;
const PATIENT_MS = 10_000;
const IMPATIENT_MS = 4000;

/**
 * How long to wait before the next attempt, in ms, after so many failed ones in a row. `random` is
 * from 0 up to 1. The jitter is taken after the cap, so that a hall that lost its server together
 * does not come back in step, however long the server was away.
 */
export function reconnectDelayMs(failures: number, random: number): number {
  const ceiling = Math.min(LAST_CEILING_MS, FIRST_CEILING_MS * 2 ** Math.min(failures, 10));
  return Math.round(ceiling * (LEAST_SHARE + (1 - LEAST_SHARE) * random));
}

/**
 * How long an attempt may take, in ms. The one that begins with websockets gives up early: where
 * they are swallowed in silence, polling is what the voter waits for. Where one has just been lost that
 * worked, silence more likely means that a whole hall is at the door, and giving up early would make
 * the crowd larger.
 */
export function openingLimitMs(failures: number, websocketsWork: boolean): number {
  const patient = beginsWithPolling(failures) || (websocketsWork && failures === 0);
  return patient ? PATIENT_MS : IMPATIENT_MS;
}

/**
 * The order in which an attempt tries the transports. Where a network refuses websockets, polling
 * follows within the attempt; where it swallows them, the attempt times out, and every second one
 * begins with polling and upgrades if it can.
 */
export function transportOrder(failures: number): Transport[] {
  return beginsWithPolling(failures) ? ['polling', 'websocket'] : ['websocket', 'polling'];
}

function beginsWithPolling(failures: number): boolean {
  return failures % 2 === 1;
}
