import type { MeetingId } from '../../shared/identifiers.ts';
import type { PhaseCommand } from '../../shared/phase.ts';
import type { CommandRequest, MeetingDetail } from '../../shared/protocol/http.ts';
import type { Result } from '../../shared/result.ts';
import { checkBox } from './box-check.ts';
import { changePhase } from './change-phase.ts';
import { readDetail } from './meetings.ts';
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
  const command = phaseCommand(request, parts.now());
  if (command.command === 'close') {
    const closed = await closeVoting(parts, id, 'organizer');
    return closed.ok ? readDetail(parts, id) : closed;
  }
  const changed = await changePhase(parts, id, command, 'organizer');
  if (!changed.ok) return changed;
  if (emptiesTheBox(command)) await parts.store.scrub(id);
  return readDetail(parts, id);
}

/**
 * Closes, then counts the box anew, then has the order of casting forgotten (SECRET-2). In this
 * order: a box that does not agree with its tally stops the meeting before anything else is done
 * with it. After a crash in between, `resumeMeetings` does the rest at the next start.
 */
export async function closeVoting(
  parts: VotingParts,
  id: MeetingId,
  role: 'organizer' | 'server',
): Promise<Result<null>> {
  const closed = await changePhase(parts, id, { command: 'close' }, role);
  if (!closed.ok) return closed;
  await checkBox(parts, id);
  await parts.store.scrub(id);
  return { ok: true, value: null };
}

function phaseCommand(request: CommandRequest, now: number): PhaseCommand {
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
      return { command: 'reveal', how: request.how };
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
