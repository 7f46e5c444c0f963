import type { Random } from '../load/seeded-random.ts';
import { noticePlan } from '../notice-plan.ts';
import { between, oneOf } from './fault-run.ts';
import { fromAnywhere, type Hall } from './hall.ts';
import {
  ask,
  hear,
  knock,
  offerAnotherProtocol,
  openWebsocket,
  type PassingAnswer,
  type PassingRequest,
} from './passing-lines.ts';

/** What people ask for by HTTP, organizers above all, and often do not wait to hear. */
export class PassingRequests {
  readonly #hall: Hall;
  readonly #random: Random;

  constructor(hall: Hall, random: Random) {
    this.#hall = hall;
    this.#random = random;
  }

  async offersAnotherProtocol(): Promise<void> {
    await offerAnotherProtocol(this.#hall.url);
  }

  async reads(): Promise<void> {
    const { url, cookie } = this.#hall;
    const path = oneOf(this.#random, ['/', '/healthz', '/metrics', '/api/meetings', '/api/health']);
    await this.#must(200, { path, headers: { cookie } });
    // Either answer is right: a machine may be too busy to be ready.
    await ask(url, { path: '/readyz' });
    await ask(url, { path, headers: { cookie }, readsNoFurther: true });
  }

  async triesToSignIn(): Promise<void> {
    const body = JSON.stringify({ token: 'x' });
    await this.#must(401, { ...this.#json('/api/session', body), headers: this.#signInHeaders() });
  }

  async signsInAndOut(): Promise<void> {
    const body = JSON.stringify({ password: this.#hall.password });
    const asked = { ...this.#json('/api/session', body), headers: this.#signInHeaders() };
    const { cookie } = await this.#must(200, asked);
    await this.#must(200, { method: 'DELETE', path: '/api/session', headers: { cookie } });
  }

  async abandonsUploads(): Promise<void> {
    const head = '--part\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n';
    const body = `${head}${'述职人甲,单位一\r\n'.repeat(5000)}--part--\r\n`;
    const headers = {
      cookie: this.#hall.cookie,
      'content-type': 'multipart/form-data; boundary=part',
    };
    const sends = between(this.#random, 0, 60_000);
    const asked = { method: 'POST', path: '/api/presenters', headers, body };
    await ask(this.#hall.url, this.#random() < 0.9 ? { ...asked, sends } : asked);
  }

  async abandonsExports(): Promise<void> {
    const path = `/api/meetings/${this.#hall.closed}/result.${oneOf(this.#random, ['xlsx', 'json'])}`;
    const headers = { cookie: this.#hall.cookie };
    await ask(this.#hall.url, { path, headers, readsNoFurther: this.#random() < 0.7 });
  }

  /** A meeting is made, rehearsed and looked at, and deleted while phone, screen and console are there. */
  async holdsAnAssembly(): Promise<void> {
    const { url, cookie } = this.#hall;
    const made = await this.#act('/api/meetings', { plan: noticePlan() });
    const { id } = made.meeting;
    const at = `/api/meetings/${id}`;
    const { tickets } = await this.#act(`${at}/tickets`, { counts: [1, 2] });
    const { link, token } = await this.#act(`${at}/links`, { kind: 'screen' });
    const line = await openWebsocket(url, { cookie });
    if (line === null) throw new Error('an assembly was turned away');
    const ended = new Promise((resolve) => line.once('close', resolve));
    const seen = [hear(line, '42/voter,["ticket"'), hear(line, '42/organizer,["overview"')];
    line.send(knock('/voter', { ticket: tickets[0].secret }));
    line.send(knock('/screen', { token }));
    line.send(knock('/organizer', { meeting: id, seen: 0 }));
    await Promise.all(seen);
    await this.#act(`${at}/commands`, { command: 'startRehearsal' });
    await this.#act(`${at}/commands`, { command: 'open' });
    await this.#act(`${at}/commands`, { command: 'close', countdownSeconds: 60, confirmed: true });
    await this.#act(`${at}/commands`, { command: 'endRehearsal', confirmed: true });
    await this.#must(200, {
      method: 'DELETE',
      path: `${at}/links/${link.id}`,
      headers: { cookie },
    });
    await this.#must(200, { method: 'DELETE', path: at, headers: { cookie } });
    // Whoever is still there is sent away.
    await ended;
  }

  #signInHeaders(): Readonly<Record<string, string>> {
    return { ...fromAnywhere(this.#random), 'content-type': 'application/json' };
  }

  #json(path: string, body: string) {
    return { method: 'POST', path, body } as const;
  }

  async #act(path: string, body: unknown) {
    const headers = { cookie: this.#hall.cookie, 'content-type': 'application/json' };
    const answer = await this.#must(200, { ...this.#json(path, JSON.stringify(body)), headers });
    return JSON.parse(answer.body);
  }

  async #must(status: number, asked: PassingRequest): Promise<PassingAnswer> {
    const answer = await ask(this.#hall.url, asked);
    if (answer.status !== status)
      throw new Error(`${asked.method} ${asked.path}: ${answer.status} ${answer.body}`);
    return answer;
  }
}
