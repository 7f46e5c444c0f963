import { storageFailure } from './failures.ts';
import { type FunctionName, functionName, type ReadOnlyFunctionName } from './library.ts';
import { PATIENCE_MS, RedisLink, type RedisOptions } from './link.ts';
import type { Argument, RedisNode } from './nodes.ts';
import { within } from './patience.ts';

/** Commands to Redis, with what their failures mean for a vote. */
export class RedisConnection {
  readonly link: RedisLink;

  private constructor(link: RedisLink) {
    this.link = link;
  }

  /** Rejects with `StoreUnusable`. */
  static async open(options: RedisOptions): Promise<RedisConnection> {
    return new RedisConnection(await RedisLink.open(options));
  }

  /** Rejects with `StorageUnavailable`. */
  read(key: string, command: readonly Argument[]): Promise<unknown> {
    return this.#send(key, true, command);
  }

  /** Durable when it resolves. Rejects with `StorageUnavailable` or `OutcomeUnknown`. */
  write(key: string, command: readonly Argument[]): Promise<unknown> {
    return this.#send(key, false, command);
  }

  /** Runs a function of the library on keys of one meeting, as `write`. */
  call(name: FunctionName, keys: readonly string[], args: readonly Argument[]): Promise<unknown> {
    return this.#call('FCALL', name, keys, args);
  }

  /** As `read`. */
  look(
    name: ReadOnlyFunctionName,
    keys: readonly string[],
    args: readonly Argument[] = [],
  ): Promise<unknown> {
    return this.#call('FCALL_RO', name, keys, args);
  }

  /** The node that keeps this key: for what concerns the whole of a Redis process. */
  nodeOf(key: string): Promise<Pick<RedisNode, 'ask'>> {
    return this.link.nodes.of(key);
  }

  /** Every node answers, as it should be set up, and this key can be written. */
  async probe(key: string): Promise<void> {
    await this.link.verify().catch((error) => {
      throw storageFailure(error, true);
    });
    await this.write(key, ['SET', key, '1']);
    await this.write(key, ['DEL', key]);
  }

  close(): Promise<void> {
    return this.link.close();
  }

  async #call(
    command: 'FCALL' | 'FCALL_RO',
    name: FunctionName | ReadOnlyFunctionName,
    keys: readonly string[],
    args: readonly Argument[],
  ): Promise<unknown> {
    const [first = ''] = keys;
    const whole = [command, functionName(name), String(keys.length), ...keys, ...args];
    const send = () => this.#send(first, command === 'FCALL_RO', whole);
    try {
      return await send();
    } catch (error) {
      // A node that was emptied, or has joined since, has not heard of the library.
      if (!(error instanceof Error) || !error.message.includes('Function not found')) throw error;
      await this.link.verify();
      return send();
    }
  }

  async #send(key: string, readOnly: boolean, command: readonly Argument[]): Promise<unknown> {
    try {
      if (!readOnly) await this.link.trusted();
      const reply = await within(PATIENCE_MS, this.link.nodes.send(key, command));
      this.link.heard();
      return reply;
    } catch (error) {
      throw storageFailure(error, readOnly);
    }
  }
}
