import { Decoder, Encoder, type Packet, PacketType } from 'socket.io-parser';
import { readCast } from '../../../server/realtime/voter-messages.ts';
import type { Store } from '../../../server/store/store.ts';
import { FrozenPlans } from '../../../server/voting/frozen-plans.ts';
import { commitmentOf, innerHashOf, receiptOf } from '../../../server/voting/ticket-hashes.ts';
import { checkMarks } from '../../../shared/ballot.ts';
import { type CastRequest, VOTER_NAMESPACE } from '../../../shared/protocol/voter.ts';
import type { OpenBox } from './filled-box.ts';
import { castFrames } from './phones.ts';

/** µs of processor time for each vote, before and after the store, called in this process. */
export interface MessageCost {
  /** From the text of a websocket's frame to the event with its JSON parsed. */
  readonly frame: number;
  /** Its shape, by zod. */
  readonly schema: number;
  /** The marks held against the rule, and the receipt. */
  readonly check: number;
  /** From the receipt to the text of the frame. */
  readonly answer: number;
}

/** Turns until the compiler has done with the code, as it has in a server after some thousand votes. */
const WARM_UP_TURNS = 4;

/** The server's own functions, one kind after the other, over `votes` votes with a key each. */
export async function measureMessageCost(
  store: Store,
  { meeting, secrets: [secret] }: OpenBox,
  votes: number,
): Promise<MessageCost> {
  if (secret === undefined) throw new Error('no ticket');
  const commitment = commitmentOf(innerHashOf(secret));
  const plans = new FrozenPlans(store);
  const checked = async (request: CastRequest) => {
    const plan = await plans.find(request.meeting, request.round);
    if (!plan.ok) throw new Error(plan.code);
    if (!checkMarks(request.marks, plan.value.shape, plan.value.rule).ok)
      throw new Error('marks refused');
    return receiptOf(commitment, request.key);
  };
  let cost: MessageCost | null = null;
  const frames = castFrames(meeting.id, meeting.round, votes);
  for (let turn = 0; turn <= WARM_UP_TURNS; turn++) {
    const events: unknown[] = [];
    const frame = await processorMicros(votes, async () => decodeAll(frames, events));
    const requests: CastRequest[] = [];
    const schema = await processorMicros(votes, async () => {
      for (const event of events) requests.push(must(readCast(event)));
    });
    const receipts: string[] = [];
    const check = await processorMicros(votes, async () => {
      for (const request of requests) receipts.push(await checked(request));
    });
    const answer = await processorMicros(votes, async () => encodeAll(receipts));
    cost = { frame, schema, check, answer };
  }
  if (cost === null) throw new Error('nothing was measured');
  return cost;
}

/** As Socket.IO does for a connection; the first character is Engine.IO's. */
function decodeAll(frames: readonly string[], events: unknown[]): void {
  const decoder = new Decoder();
  decoder.on('decoded', ({ data }: Packet) => events.push((data as unknown[])[1]));
  for (const frame of frames) decoder.add(frame.slice(1));
}

function encodeAll(receipts: readonly string[]): void {
  const encoder = new Encoder();
  for (const receipt of receipts)
    encoder.encode({
      type: PacketType.ACK,
      nsp: VOTER_NAMESPACE,
      id: 0,
      data: [{ ok: true, receipt }],
    });
}

function must(read: ReturnType<typeof readCast>): CastRequest {
  if (!read.ok) throw new Error(read.code);
  return read.value;
}

/** µs of this process' processor time for each of `times` acts. Others at work do not count. */
async function processorMicros(times: number, act: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await act();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / times;
}
