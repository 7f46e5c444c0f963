import type { MeetingId } from '../../shared/identifiers.ts';
import type { Random } from '../load/seeded-random.ts';
import type { MeetingUnderTest } from '../meeting-under-test.ts';
import { between } from './fault-run.ts';

export interface Hall {
  readonly url: string;
  readonly cookie: string;
  readonly password: string;
  readonly screenToken: string;
  readonly open: MeetingUnderTest;
  readonly closed: MeetingId;
}

/** What a trusted proxy says of who asks: an address that hardly anybody else has. */
export function fromAnywhere(random: Random): Readonly<Record<string, string>> {
  const number = () => between(random, 0, 255);
  return { 'x-forwarded-for': `10.${number()}.${number()}.${number()}` };
}
