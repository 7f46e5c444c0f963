import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/**
 * `whole`: passes everything on. `cut`: what was open breaks, what is opened breaks at once. `stalled`:
 * connections stay and open, and nothing passes in either direction, as behind a dead access point.
 */
type Condition = 'whole' | 'cut' | 'stalled';

/** The line between phones and a server, which can be cut, stalled and healed. Gone after the test. */
export class Network {
  readonly #server: Server;
  readonly #lines = new Set<readonly [Socket, Socket]>();
  #target: AddressInfo;
  #condition: Condition = 'whole';

  private constructor(target: AddressInfo) {
    this.#target = target;
    this.#server = createServer({ pauseOnConnect: true }, (phone) => this.#connect(phone));
  }

  static async to(url: string): Promise<Network> {
    const network = new Network(addressOf(url));
    network.#server.listen(0, '127.0.0.1');
    await once(network.#server, 'listening');
    onTestFinished(() => {
      network.cut();
      network.#server.close();
    });
    return network;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Where new connections lead, for a server that came back elsewhere. */
  leadTo(url: string): void {
    this.#target = addressOf(url);
  }

  cut(): void {
    this.#condition = 'cut';
    for (const line of this.#lines) for (const end of line) end.destroy();
  }

  stall(): void {
    this.#condition = 'stalled';
    for (const line of this.#lines) for (const end of line) end.pause();
  }

  /** What was held back by a stall arrives. */
  heal(): void {
    this.#condition = 'whole';
    for (const line of this.#lines) for (const end of line) end.resume();
  }

  #connect(phone: Socket): void {
    if (this.#condition === 'cut') {
      phone.destroy();
      return;
    }
    const server = new Socket();
    const line = [phone, server] as const;
    this.#lines.add(line);
    this.#pass(phone, server, line);
    this.#pass(server, phone, line);
    server.connect(this.#target.port, this.#target.address);
    if (this.#condition === 'whole') for (const end of line) end.resume();
  }

  #pass(from: Socket, to: Socket, line: readonly [Socket, Socket]): void {
    // Not `pipe`, which resumes by itself what a stall has paused.
    from.on('data', (bytes) => to.write(bytes));
    from.on('error', () => to.destroy());
    from.on('close', () => {
      this.#lines.delete(line);
      to.destroy();
    });
    if (this.#condition === 'stalled') from.pause();
  }
}

function addressOf(url: string): AddressInfo {
  const { hostname, port } = new URL(url);
  return { address: hostname, port: Number(port), family: 'IPv4' };
}
