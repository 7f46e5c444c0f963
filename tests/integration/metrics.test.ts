import { expect, test, vi } from 'vitest';
import type { Store } from '../../server/store/store.ts';
import { addScreenLink } from '../../server/voting/links.ts';
import { commitmentOf, innerHashOf } from '../../server/voting/ticket-hashes.ts';
import type { TicketSecret } from '../../shared/identifiers.ts';
import { alteredStore } from '../altered-store.ts';
import { ConsoleViewer } from '../console-viewer.ts';
import { FullDisk } from '../failing-store.ts';
import { must, openMeeting } from '../meeting-under-test.ts';
import { readSamples, sampleValue, tellTales } from '../metrics-text.ts';
import { newKey, Phone } from '../phone.ts';
import { ScreenViewer } from '../screen-viewer.ts';
import { type ServerUnderTest, withApp } from '../server-under-test.ts';

const TOKEN = 'a-token-of-these-tests';
const STEP_MS = 10_000;

async function scrape({ url }: ServerUnderTest): Promise<string> {
  const response = await fetch(`${url}/metrics`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0[.]0[.]4/);
  return response.text();
}

function outcomes(text: string): Readonly<Record<string, number>> {
  return Object.fromEntries(
    readSamples(text)
      .filter(({ name, value }) => name === 'pingyi_casts_total' && value > 0)
      .map(({ labels, value }) => [labels.outcome, value]),
  );
}

test('[SECRET-4] every cast is counted once by how it ended, and nothing tells whose it was', () => {
  const clock = { now: Date.now() };
  let breaks = false;
  let changes = 0;
  const around = (store: Store) => {
    store.onChange(() => {
      changes += 1;
    });
    return alteredStore(store, {
      cast: (cast) => (breaks ? Promise.reject(new Error('broken')) : store.cast(cast)),
    });
  };
  return withApp(
    async (server) => {
      const meeting = await openMeeting(server.parts, [2, 5]);
      const [one = '', ...others] = meeting.tickets[1] ?? [];
      const phone = await Phone.enter(server.url, one);
      const key = newKey();
      const first = await phone.cast(meeting.marks(0), key);
      expect(await phone.cast(meeting.marks(0), key)).toEqual(first);
      expect(await phone.cast(meeting.marks(0))).toMatchObject({ code: 'ticket_used' });
      expect(await phone.send('nonsense')).toMatchObject({ code: 'bad_request' });
      expect(await phone.cast([0])).toMatchObject({ code: 'marks_missing' });
      for (const ticket of others.slice(0, 3)) {
        const other = await Phone.enter(server.url, ticket);
        expect(await other.cast(meeting.marks(1))).toMatchObject({ ok: true });
        other.leave();
      }
      breaks = true;
      void phone.cast(meeting.marks(0));
      await vi.waitFor(() => expect(server.log.some(({ level }) => level >= 50)).toBe(true));

      expect(outcomes(await scrape(server))).toEqual({});
      clock.now += STEP_MS;
      const text = await scrape(server);
      expect(outcomes(text)).toEqual({
        accepted: 5,
        ticket_used: 1,
        bad_request: 1,
        marks_missing: 1,
        no_answer: 1,
      });
      expect(sampleValue(text, 'pingyi_cast_answer_seconds_count')).toBe(8);
      expect(sampleValue(text, 'pingyi_store_commit_casts_sum')).toBe(4);
      expect(sampleValue(text, 'pingyi_store_commit_seconds_count')).toBe(
        sampleValue(text, 'pingyi_store_commit_casts_count'),
      );
      expect(sampleValue(text, 'pingyi_changes_noticed_total')).toBe(changes);
      const told = sampleValue(text, 'pingyi_moments_told_total') ?? 0;
      expect(told).toBeGreaterThan(0);
      expect(told).toBeLessThanOrEqual(changes);

      const inner = innerHashOf(one as TicketSecret);
      const receipt = first.ok ? first.receipt : '';
      const { plan } = meeting;
      expect(
        tellTales(text, [
          meeting.id,
          ...meeting.tickets.flat(),
          inner,
          commitmentOf(inner),
          receipt,
          key,
          plan.title,
          ...plan.rule.groups.map(({ label }) => label),
          ...plan.presenters.map(({ name }) => name),
          '127.0.0.1',
          server.folder,
        ]),
      ).toEqual([]);
      phone.leave();
    },
    { around, now: () => clock.now, failuresExpected: true },
  );
});

test.each([
  ['a meeting', 'pingyi_casts_total{outcome="accepted",meeting="abc123def456"} 1'],
  ['a group', 'pingyi_casts_total{outcome="accepted",group="0"} 1'],
  ['an address', 'pingyi_connections{role="voter",address="192.168.1.20"} 1'],
  ['a ticket in the place of an outcome', 'pingyi_casts_total{outcome="0123456789ABCDEF"} 1'],
  ['a meeting in the place of a version', 'pingyi_build_info{version="abc123def456"} 1'],
  ['a secret in a help text', '# HELP pingyi_casts_total of 0123456789ABCDEF'],
])('[SECRET-4] the check of labels finds %s', (_, text) => {
  expect(tellTales(text, ['0123456789ABCDEF'])).not.toEqual([]);
});

test('[SECRET-4] who reads each second sees steps: five casts or a minute, ten seconds apart', () => {
  const clock = { now: Date.now() };
  return withApp(
    async (server) => {
      const meeting = await openMeeting(server.parts, [1, 8]);
      const tickets = [...(meeting.tickets[1] ?? [])];
      const accepted = async () => outcomes(await scrape(server)).accepted ?? 0;
      const voteBy = async (many: number) => {
        for (const ticket of tickets.splice(0, many)) {
          const phone = await Phone.enter(server.url, ticket);
          expect(await phone.cast(meeting.marks(0))).toMatchObject({ ok: true });
          phone.leave();
        }
      };
      const after = async (ms: number) => {
        clock.now += ms;
        return accepted();
      };
      await voteBy(5);
      expect(await after(STEP_MS - 1)).toBe(0);
      expect(await after(1)).toBe(5);
      await voteBy(1);
      for (let second = 1; second < 60; second += 1) expect(await after(1000)).toBe(5);
      expect(await after(1000)).toBe(6);
    },
    { now: () => clock.now },
  );
});

test('connections are counted by kind of page, and a store that fails is shown', () => {
  const disk = new FullDisk();
  return withApp(
    async (server) => {
      const meeting = await openMeeting(server.parts, [1, 2]);
      const { token } = must(await addScreenLink(server.parts, meeting.id, 'screen'));
      const phones = await Promise.all(
        (meeting.tickets[1] ?? []).map((ticket) => Phone.enter(server.url, ticket)),
      );
      const screen = await ScreenViewer.enter(server.url, token);
      const viewer = await ConsoleViewer.enter(server, meeting.id);
      const connected = async () => {
        const text = await scrape(server);
        return ['voter', 'screen', 'organizer'].map((role) =>
          sampleValue(text, 'pingyi_connections', { role }),
        );
      };
      expect(await connected()).toEqual([2, 1, 1]);
      expect(sampleValue(await scrape(server), 'pingyi_storage_up')).toBe(1);
      expect(sampleValue(await scrape(server), 'pingyi_storage_lossy')).toBe(0);
      disk.full = true;
      expect(await phones[0]?.cast(meeting.marks(0))).toMatchObject({
        code: 'storage_unavailable',
      });
      expect(sampleValue(await scrape(server), 'pingyi_storage_up')).toBe(0);
      for (const client of [...phones, screen, viewer]) client.leave();
      await vi.waitFor(async () => expect(await connected()).toEqual([0, 0, 0]));
    },
    { around: (store) => disk.around(store), failuresExpected: true },
  );
});

test('the process and its version are described as Prometheus names them', () =>
  withApp(async (server) => {
    const text = await scrape(server);
    for (const name of [
      'process_cpu_seconds_total',
      'process_resident_memory_bytes',
      'process_start_time_seconds',
      'nodejs_heap_size_used_bytes',
      'pingyi_build_info',
    ])
      expect(sampleValue(text, name)).toBeGreaterThan(0);
    for (const name of ['typical', 'worst'])
      expect(sampleValue(text, `pingyi_event_loop_lag_${name}_seconds`)).toBeGreaterThanOrEqual(0);
    const described = [...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)].map(([, name]) => name);
    expect(new Set(described).size).toBe(described.length);
    for (const { name } of readSamples(text))
      expect(described).toContain(name.replace(/_(?:bucket|sum|count)$/, ''));
  }));

test('[RUN-2] without a token, /metrics is hidden from all that come by a proxy or a page', () =>
  withApp(async (server) => {
    const { port } = new URL(server.url);
    for (const headers of [
      { 'x-forwarded-for': '127.0.0.1' },
      { forwarded: 'for=127.0.0.1' },
      { via: '1.1 proxy' },
    ] as Record<string, string>[]) {
      const response = await fetch(`${server.url}/metrics`, { headers });
      expect([response.status, await response.json()]).toEqual([
        404,
        { ok: false, code: 'not_found' },
      ]);
    }
    const response = await fetch(`http://localhost:${port}/metrics`);
    expect(response.status).toBe(200);
  }));

test('[RUN-2] with a token, /metrics is for its holders alone, wherever they come from', () =>
  withApp(
    async (server) => {
      const ask = (authorization?: string) =>
        fetch(`${server.url}/metrics`, {
          headers: {
            'x-forwarded-for': '192.0.2.1',
            ...(authorization === undefined ? {} : { authorization }),
          },
        });
      for (const wrong of [undefined, '', 'Bearer', `Bearer ${TOKEN}x`, TOKEN, `Basic ${TOKEN}`]) {
        const response = await ask(wrong);
        expect([response.status, await response.json()]).toEqual([
          401,
          { ok: false, code: 'metrics_token_required' },
        ]);
        expect(response.headers.get('www-authenticate')).toBe('Bearer');
      }
      expect((await fetch(`${server.url}/metrics`)).status).toBe(401);
      const response = await ask(`Bearer ${TOKEN}`);
      expect(response.status).toBe(200);
      expect(sampleValue(await response.text(), 'pingyi_storage_up')).toBe(1);
      expect(JSON.stringify(server.log)).not.toContain(TOKEN);
    },
    { environment: { METRICS_TOKEN: TOKEN } },
  ));
