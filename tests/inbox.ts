/** As much of a Socket.IO client as an inbox needs. */
interface Talkative {
  onAny(listener: (event: string, ...payload: unknown[]) => void): unknown;
}

/** Everything a connection was told, and a way to wait for what it will be told. */
export class Inbox<Events extends { [Event in keyof Events]: (...payload: never[]) => void }> {
  readonly #heard: { readonly event: string; readonly payload: unknown }[] = [];
  readonly #waiting = new Set<() => void>();

  constructor(socket: Talkative) {
    socket.onAny((event, payload) => {
      this.#heard.push({ event, payload });
      for (const look of [...this.#waiting]) look();
    });
  }

  /** Names of the events, in order. */
  get events(): readonly string[] {
    return this.#heard.map(({ event }) => event);
  }

  all<Event extends keyof Events & string>(event: Event): Parameters<Events[Event]>[0][] {
    return this.#heard
      .filter((heard) => heard.event === event)
      .map(({ payload }) => payload as Parameters<Events[Event]>[0]);
  }

  /** Forgets what was heard, so that `until` waits for news. */
  clear(): void {
    this.#heard.length = 0;
  }

  /** The first that matches, of the past or the future; a test's own time limit ends the wait. */
  until<Event extends keyof Events & string>(
    event: Event,
    matches: (payload: Parameters<Events[Event]>[0]) => boolean = () => true,
  ): Promise<Parameters<Events[Event]>[0]> {
    return new Promise((resolve) => {
      const look = () => {
        const found = this.all(event).find(matches);
        if (found === undefined && !this.#heardNothingIn(event)) return;
        this.#waiting.delete(look);
        resolve(found as Parameters<Events[Event]>[0]);
      };
      this.#waiting.add(look);
      look();
    });
  }

  /** For events without a payload, such as a beat. */
  #heardNothingIn(event: string): boolean {
    return this.#heard.some((heard) => heard.event === event && heard.payload === undefined);
  }
}
