import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { VOTER_NAMESPACE } from '../../../shared/protocol/voter.ts';

// What everything is measured against: Socket.IO alone, with the options of
// server/realtime/sockets.ts, that acknowledges every cast without looking at it or keeping it.
const { PORT, HOST } = process.env;
const http = createServer();
const io = new Server(http, {
  serveClient: false,
  maxHttpBufferSize: 16 * 1024,
  perMessageDeflate: false,
  httpCompression: false,
});
const answer = { ok: true, receipt: 'ABCDEFGH' };

io.of(VOTER_NAMESPACE).on('connection', (socket) => {
  socket.on('cast', (_request: unknown, acknowledge: (said: typeof answer) => void) =>
    acknowledge(answer),
  );
});
http.listen(Number(PORT), HOST);
process.once('SIGTERM', () => process.exit(0));
