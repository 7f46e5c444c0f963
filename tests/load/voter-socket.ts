import { WebSocket } from 'ws';
import type { TicketSecret } from '../../shared/identifiers.ts';
import type { Code } from '../../shared/protocol/codes.ts';
import { knockFrame, PONG, readFrame, readRefusal } from './voter-frames.ts';

export interface VoterSocketAddress {
  readonly origin: string;
  readonly ticket: TicketSecret;
  /** An address of this machine to come from; any where it is absent. */
  readonly localAddress?: string;
}

export interface VoterSocketListener {
  /** The server answered; the namespace has not yet. */
  readonly opened?: () => void;
  readonly admitted: () => void;
  readonly refused: (code: Code) => void;
  readonly event: (name: string, payload: string) => void;
  readonly answer: (number: number, payload: string) => void;
  /** Once, at the end; with the name of the error where there was one. */
  readonly closed: (error: string | null) => void;
}

export interface VoterSocket {
  readonly send: (frame: string) => void;
  /** Cuts the connection without a word, as a lost Wi-Fi does; `closed` follows. */
  readonly drop: () => void;
}

/** A phone's connection over a websocket. It knocks by itself and answers the server's pings. */
export function openVoterSocket(
  { origin, ticket, localAddress }: VoterSocketAddress,
  listener: VoterSocketListener,
): VoterSocket {
  const socket = new WebSocket(
    `${origin.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`,
    {
      perMessageDeflate: false,
      skipUTF8Validation: true,
      ...(localAddress === undefined ? {} : { localAddress }),
    },
  );
  let failure: string | null = null;
  socket.on('error', (error: Error & { readonly code?: string }) => {
    failure = error.code ?? error.message;
  });
  socket.on('close', () => listener.closed(failure));
  socket.on('message', (data) => {
    const frame = readFrame(data.toString());
    switch (frame.kind) {
      case 'hello':
        listener.opened?.();
        socket.send(knockFrame(ticket));
        break;
      case 'ping':
        socket.send(PONG);
        break;
      case 'admitted':
        listener.admitted();
        break;
      case 'refused':
        listener.refused(readRefusal(frame.payload));
        break;
      case 'event':
        listener.event(frame.name, frame.payload);
        break;
      case 'answer':
        listener.answer(frame.number, frame.payload);
        break;
      case 'other':
        break;
    }
  });
  return {
    send: (frame) => socket.send(frame),
    drop: () => socket.terminate(),
  };
}
