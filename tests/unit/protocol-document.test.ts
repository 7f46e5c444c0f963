import { readFileSync } from 'node:fs';
import Fastify, { type FastifyInstance } from 'fastify';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ARCHIVE_PROBLEMS } from '../../server/archive/problems.ts';
import { readClientAddress } from '../../server/entrance/client-address.ts';
import { STATUSES } from '../../server/http/answers.ts';
import { FASTIFY_OPTIONS } from '../../server/http/fastify-options.ts';
import type { Watch } from '../../server/http/options.ts';
import { registerHttp } from '../../server/http/register.ts';
import type { SignInTokens } from '../../server/store/store.ts';
import type { VotingParts } from '../../server/voting/parts.ts';
import { CODES, type Code } from '../../shared/protocol/codes.ts';
import { READINESS_CHECKS } from '../../shared/protocol/health.ts';
import { commandSchema } from '../../shared/protocol/schemas/http.ts';

const PROTOCOL = read('../../docs/protocol.md');
/** Written as shapes are, and none. */
const WORDS = new Set(['HttpOnly', 'SameSite', 'InMs']);
const NAMESPACES = ['voter', 'screen', 'organizer'] as const;

function read(path: string): string {
  return readFileSync(new URL(path, import.meta.url), 'utf8');
}

/** The cells of every table row of a part of the page whose first cell is code. */
function rows(part: string): readonly (readonly string[])[] {
  return part
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) =>
      line
        .split('|')
        .map((cell) => cell.trim().replaceAll('`', ''))
        .slice(1, -1),
    );
}

function section(from: string, to?: string): string {
  const [, after = ''] = PROTOCOL.split(`\n${from}`);
  return to === undefined ? after : (after.split(`\n${to}`)[0] ?? '');
}

describe('docs/protocol.md', () => {
  test('has every code with its status and its words, in order', () => {
    const documented = rows(section('## Codes')).map(([code, status, , words]) => [
      code,
      status,
      words,
    ]);
    const codes = Object.keys(CODES) as Code[];
    expect(documented).toEqual(codes.map((code) => [code, String(STATUSES[code]), CODES[code]]));
  });

  test('has every problem of the file of a meeting, with its words, in order', () => {
    const documented = rows(section('## The file of a meeting', '## Codes'))
      .map(([code = '', , words]) => [code, words])
      .filter(([code]) => code?.includes('_'));
    expect(documented).toEqual(Object.entries(ARCHIVE_PROBLEMS));
  });

  test('names no code that there is not', () => {
    const problems = Object.keys(ARCHIVE_PROBLEMS);
    const names = ['pingyi_session', 'connect_error', ...READINESS_CHECKS, ...problems];
    const others = new Set<string>(names);
    const named = [...PROTOCOL.matchAll(/`([a-z]+(?:_[a-z]+)+)`/g)].map(([, code]) => code ?? '');
    expect(named.filter((code) => !others.has(code) && !Object.hasOwn(CODES, code))).toEqual([]);
  });

  test('has every route', async () => {
    const routes = await registeredRoutes();
    const isPage = (route: string) => /^GET [/](?:screen|organizer|[*]|$)/.test(route);
    const documented = rows(section('## HTTP', '## Socket.IO'))
      .map(([route]) => route)
      .filter((route) => route?.includes(' /'));
    expect(documented.toSorted()).toEqual(routes.filter((route) => !isPage(route)));
    for (const page of routes.filter(isPage))
      expect(PROTOCOL).toContain(`\`${page.replace(/[*]$/, '').replace(/([a-z])$/, '$1/')}\``);
  });

  test('has every command', () => {
    const schema = JSON.stringify(z.toJSONSchema(commandSchema));
    const named = [
      ...schema.matchAll(/"command":\{"type":"string","(?:enum":\[(.*?)\]|const":(".*?"))/g),
    ];
    const commands = named.flatMap(([, several, one]) => JSON.parse(`[${several ?? one}]`));
    const documented = rows(section('Commands, in', 'The session')).map(([command]) => command);
    expect(documented.filter((command) => command !== 'command').toSorted()).toEqual(
      commands.toSorted(),
    );
  });

  test.each(NAMESPACES)('has every event of /%s, and who sends it', (namespace) => {
    const [, part = ''] = PROTOCOL.split(`\n### \`/${namespace}\``);
    const documented = rows(part.split('\n##')[0] ?? '').map(([event, from]) => ({
      event,
      byServer: from === 'server',
    }));
    expect(documented).toEqual([
      ...eventsOf(namespace, 'ServerEvents').map((event) => ({ event, byServer: true })),
      ...eventsOf(namespace, 'ClientEvents').map((event) => ({ event, byServer: false })),
    ]);
  });

  test('names no shape that is not in shared/protocol', () => {
    const sources = ['http', 'voter', 'screen', 'organizer', 'result-table', 'health']
      .map((file) => read(`../../shared/protocol/${file}.ts`))
      .join('\n');
    const named = [...PROTOCOL.matchAll(/`([A-Z][a-z]+(?:[A-Z][a-z]+)+)/g)].map(([, name]) => name);
    const shapes = new Set(named.filter((name) => !WORDS.has(name ?? '')));
    expect(shapes.size).toBeGreaterThan(20);
    const declared = new Set(
      [...sources.matchAll(/export (?:type|interface) (\w+)/g)].map(([, name]) => name),
    );
    expect([...shapes].filter((shape) => !declared.has(shape))).toEqual([]);
  });
});

/** As `METHOD /path`, sorted; those that Fastify adds by itself for HEAD are left out. */
async function registeredRoutes(): Promise<readonly string[]> {
  const app: FastifyInstance = Fastify(FASTIFY_OPTIONS);
  const routes = new Set<string>();
  app.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) if (one !== 'HEAD') routes.add(`${one} ${url}`);
  });
  await registerHttp(app, {
    // Nothing is asked of the server here.
    parts: {} as VotingParts,
    signInTokens: {} as SignInTokens,
    organizerPassword: null,
    publicUrl: null,
    host: '',
    tls: false,
    clientAddress: readClientAddress([]),
    clientsFolder: import.meta.dirname,
    watch: {} as Watch,
  });
  await app.close();
  return [...routes].toSorted();
}

function eventsOf(namespace: string, kind: 'ServerEvents' | 'ClientEvents'): readonly string[] {
  const source = read(`../../shared/protocol/${namespace}.ts`);
  const [, body = ''] =
    /interface \w+_KIND \{\n([\s\S]*?)\n\}/.exec(source.replaceAll(kind, '_KIND')) ?? [];
  return [...body.matchAll(/^ {2}(\w+): \(/gm)].map(([, event]) => event ?? '');
}
