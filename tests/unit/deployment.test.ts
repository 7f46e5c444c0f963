import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { SETTINGS } from '../../server/configuration-settings.ts';

function read(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
}

const serviceSchema = z.object({
  image: z.string(),
  build: z.unknown().optional(),
  command: z.array(z.string()).default([]),
  user: z.string(),
  read_only: z.boolean(),
  cap_drop: z.array(z.string()),
  cap_add: z.array(z.string()).default([]),
  security_opt: z.array(z.string()),
  privileged: z.boolean().default(false),
  restart: z.string(),
  ports: z.array(z.string()).default([]),
  networks: z.array(z.string()),
  network_mode: z.string().optional(),
  environment: z.record(z.string(), z.string()).default({}),
  volumes: z.array(z.string()).default([]),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  healthcheck: z.object({ test: z.union([z.string(), z.array(z.string())]) }),
  stop_grace_period: z.string(),
});

const composeSchema = z.object({
  services: z.record(z.string(), serviceSchema),
  networks: z.record(z.string(), z.object({ internal: z.boolean() }).nullable()),
  volumes: z.record(z.string(), z.null()),
});

const compose = composeSchema.parse(parse(read('docker-compose.yml'), { merge: true }));
const services = Object.entries(compose.services);

describe('docker-compose.yml', () => {
  test('runs Caddy, the app and Redis', () => {
    expect(services.map(([name]) => name).toSorted()).toEqual(['app', 'caddy', 'redis']);
  });

  test.each(services)(
    '%s may write nothing but what it must, as nobody of importance',
    (_name, it) => {
      expect(it).toMatchObject({
        read_only: true,
        cap_drop: ['ALL'],
        cap_add: [],
        privileged: false,
      });
      expect(it.security_opt).toEqual(['no-new-privileges:true']);
      expect(it.user).not.toMatch(/^(?:0|root)\b/);
    },
  );

  test.each(services)(
    '%s is watched, comes back by itself and is given time to stop',
    (_name, it) => {
      expect(it.healthcheck.test.length).toBeGreaterThan(0);
      expect(it.restart).toBe('unless-stopped');
      expect(it.stop_grace_period).toMatch(/^\d+[sm]$/);
    },
  );

  test.each(services)('%s is an image by its tag', (_name, it) => {
    if (it.build === undefined) expect(it.image).toMatch(/^[a-z]+:\d+\.\d+[\w.-]*$/);
  });

  test('lets the outside reach Caddy alone, and only the app reach Redis', () => {
    const open = services.filter(([, { ports }]) => ports.length > 0).map(([name]) => name);
    expect(open).toEqual(['caddy']);
    const { app, caddy, redis } = compose.services;
    const inner = Object.entries(compose.networks).filter(([, network]) => network?.internal);
    const isInner = (name: string) => inner.some(([other]) => other === name);
    expect(services.map(([, it]) => it.network_mode)).toEqual([undefined, undefined, undefined]);
    expect(app?.networks.every(isInner)).toBe(true);
    expect(redis?.networks.every(isInner)).toBe(true);
    expect(caddy?.networks.filter((name) => redis?.networks.includes(name))).toEqual([]);
  });

  test('keeps what Redis has, and starts nothing that needs it before it answers', () => {
    const { app, caddy, redis } = compose.services;
    expect(redis?.volumes).toContain('redis-data:/data');
    expect(Object.keys(compose.volumes)).toContain('redis-data');
    expect(redis?.command.at(-1)).toMatch(/^dir \/data$/m);
    expect(app?.depends_on).toEqual({ redis: { condition: 'service_healthy' } });
    // Compose stops whatever depends on a container that it replaces.
    expect(caddy?.depends_on).toEqual({});
  });

  test('has no secret in it, and asks for those that it needs', () => {
    const all = read('docker-compose.yml');
    expect(all).toContain('redis://:${REDIS_PASSWORD:?');
    expect(all).not.toMatch(/PASSWORD: (?!\$\{)/);
    for (const line of read('.env.example').matchAll(/^(\w+)=(.*)$/gm))
      expect(line.slice(1)).toEqual([line[1], line[1] === 'COMPOSE_PROJECT_NAME' ? 'pingyi' : '']);
    const asked = [...all.matchAll(/\$\{(\w+):\?/g)].map(([, name]) => name);
    for (const name of asked) expect(read('.env.example')).toContain(`\n${name}=`);
    expect(read('.gitignore')).toMatch(/^\.env$/m);
  });

  test('gives the app settings that it knows', () => {
    const known: readonly string[] = SETTINGS.map(({ name }) => name);
    const given = Object.keys(compose.services.app?.environment ?? {});
    expect(given.filter((name) => !known.includes(name))).toEqual([]);
  });
});

describe('Dockerfile', () => {
  const dockerfile = read('Dockerfile');

  test('runs the server by the Node that the project is tested with', () => {
    const { devDependencies } = JSON.parse(read('package.json'));
    const images = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image);
    expect(images).toEqual([
      `node:${devDependencies.node}-slim`,
      `node:${devDependencies.node}-slim`,
    ]);
    expect(dockerfile.trimEnd()).toMatch(/\nCMD \["node", "server\/main\.ts"\]$/);
  });

  test('runs it as nobody of importance, and watches it', () => {
    const last = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));
    expect(last).toMatch(/^USER node$/m);
    expect(last).toMatch(/^HEALTHCHECK /m);
  });

  test('is sent all that it copies, and nothing else', () => {
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(
      ([, names = '']) => names.split(' '),
    );
    const sent = [...read('.dockerignore').matchAll(/^!(.+)$/gm)].map(([, name]) => name);
    expect([...new Set(copied)].toSorted()).toEqual(sent.toSorted());
    expect(read('.dockerignore')).toMatch(/^\*$/m);
  });
});

describe('pingyi@.service', () => {
  test('leaves the server what it needs: addresses of this machine are asked for by netlink', () => {
    const [, families = ''] = /^RestrictAddressFamilies=(.*)$/m.exec(
      read('deploy/pingyi@.service'),
    ) as RegExpExecArray;
    expect(families.split(' ').toSorted()).toEqual([
      'AF_INET',
      'AF_INET6',
      'AF_NETLINK',
      'AF_UNIX',
    ]);
  });
});
