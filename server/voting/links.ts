import { createHash } from 'node:crypto';
import type { MeetingId } from '../../shared/identifiers.ts';
import type { MeetingDetail, ScreenLink, ScreenLinkAnswer } from '../../shared/protocol/http.ts';
import type { LogEntry } from '../../shared/protocol/organizer.ts';
import { ok, type Result, refuse } from '../../shared/result.ts';
import { readDetail } from './meetings.ts';
import type { VotingParts } from './parts.ts';
import { randomId } from './random-text.ts';

const TOKEN_BYTES = 20;
const LINK_ID_LENGTH = 12;

/** The token is told here and never again; only its hash is kept. Makes a new link at each call. */
export async function addScreenLink(
  parts: VotingParts,
  id: MeetingId,
  kind: ScreenLink['kind'],
): Promise<Result<ScreenLinkAnswer>> {
  if ((await parts.store.readMeeting(id)) === null) return refuse('meeting_unknown');
  const token = Buffer.from(parts.randomBytes(TOKEN_BYTES)).toString('base64url');
  const createdAt = parts.now();
  const linkId = randomId(parts.randomBytes, LINK_ID_LENGTH);
  const link: ScreenLink = { id: linkId, kind, createdAt, revokedAt: null };
  const entry = linkEntry('screen_link_made', createdAt, { kind });
  await parts.store.addScreenLink(id, link, tokenHash(token), entry);
  return ok({ link, token });
}

/** Repeating changes nothing. `not_found` where the meeting has no such link. */
export async function revokeScreenLink(
  parts: VotingParts,
  id: MeetingId,
  linkId: string,
): Promise<Result<MeetingDetail>> {
  const detail = await readDetail(parts, id);
  if (!detail.ok) return detail;
  const link = detail.value.links.find((one) => one.id === linkId);
  if (link === undefined) return refuse('not_found');
  const at = parts.now();
  const entry = linkEntry('screen_link_revoked', at, { kind: link.kind });
  await parts.store.revokeScreenLink(id, linkId, at, entry);
  return readDetail(parts, id);
}

/** Whose screen this token opens; `screen_link_revoked` for one that is unknown or was revoked. */
export async function enterByScreenLink(
  parts: VotingParts,
  token: string,
): Promise<Result<{ readonly meeting: MeetingId; readonly link: ScreenLink }>> {
  const found = await parts.store.findScreenLink(tokenHash(token));
  if (found === null || found.link.revokedAt !== null) return refuse('screen_link_revoked');
  return ok(found);
}

function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function linkEntry(
  event: 'screen_link_made' | 'screen_link_revoked',
  at: number,
  figures: LogEntry['figures'],
): LogEntry {
  return { at, role: 'organizer', event, figures };
}
