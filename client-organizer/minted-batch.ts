import { signal } from '@preact/signals';
import type { MeetingId } from '../shared/identifiers.ts';
import type { MintAnswer } from '../shared/protocol/http.ts';

export interface MintedBatch extends MintAnswer {
  readonly meetingId: MeetingId;
  /** The address that its QR codes carry. */
  readonly address: string;
}

/**
 * [TICKET-3] Secrets that are being printed. Only ever in the memory of this page: they must never
 * be put into a storage of the browser. Outside any component, so that a session which ends
 * meanwhile does not take them away before they are on paper.
 */
export const mintedBatch = signal<MintedBatch | null>(null);
