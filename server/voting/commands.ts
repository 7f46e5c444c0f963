import type { MeetingId } from '../../shared/identifiers.ts';
import type { Meeting } from '../../shared/meeting.ts';
import type { PhaseCommand } from '../../shared/phase.ts';
import type { CommandRequest, MeetingDetail, PhaseRequest } from '../../shared/protocol/http.ts';
import { ok, type Result } from '../../shared/result.ts';
import { changePhase } from './change-phase.ts';
import { finishClosing } from './finish-closing.ts';
import { readDetail } from './meetings.ts';
import { acceptOlderData } from './older-data.ts';
import type { VotingParts } from './parts.ts';

/**
 * What an organizer ordered, done and durable. Refuses as `decidePhase` does, and with `conflict`
 * where the meeting kept changing meanwhile. Repeating is refused with `wrong_phase`, except that
 * an announced closing is announced anew.
 */
export async function runCommand(
  parts: VotingParts,
  id: MeetingId,
  request: CommandRequest,
): Promise<Result<MeetingDetail>> {
  if (request.command === 'acceptOlderData') {
    const accepted = await acceptOlderData(parts, id, request.shown);
    return accepted.ok ? readDetail(parts, id) : accepted;
  }
  const command = phaseCommand(request, parts.now());
  if (command.command === 'close') {
    const closed = await changePhase(parts, id, command, 'organizer');
    if (!closed.ok) return closed;
    await finishClosing(parts, id);
    return readDetail(parts, id);
  }
  const changed = await changePhase(parts, id, command, 'organizer');
  if (!changed.ok) return changed;
  if (emptiesTheBox(command)) await parts.store.scrub(id);
  return readDetail(parts, id);
}

/** Closes if `closingAt`, whose time has come, is still announced; else `wrong_phase`. */
export async function closeWhenDue(
  parts: VotingParts,
  id: MeetingId,
  closingAt: number,
): Promise<Result<null>> {
  const isAnnounced = (meeting: Meeting) => meeting.closingAt === closingAt;
  const closed = await changePhase(parts, id, { command: 'close' }, 'server', isAnnounced);
  if (!closed.ok) return closed;
  await finishClosing(parts, id);
  return ok(null);
}

function phaseCommand(request: PhaseRequest, now: number): PhaseCommand {
  switch (request.command) {
    case 'close':
      return request.countdownSeconds === 0
        ? { command: 'close' }
        : { command: 'announceClosing', closingAt: now + request.countdownSeconds * 1000 };
    case 'endRehearsal':
      return { command: 'endRehearsal' };
    case 'voidRound':
      return { command: 'voidRound', reason: request.reason };
    case 'reveal':
      return { command: 'reveal', how: request.how, revealed: request.revealed };
    case 'open':
    case 'pause':
    case 'resume':
    case 'cancelClosing':
    case 'startRehearsal':
      return { command: request.command };
  }
}

function emptiesTheBox({ command }: PhaseCommand): boolean {
  return command === 'endRehearsal' || command === 'voidRound';
}
