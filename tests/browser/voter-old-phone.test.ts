import { expect, test } from 'vitest';
import { interpretScript, withConstructors } from './voter-interpreter.ts';
import { inVoterHall, ticketOf, type VoterPhone } from './voter-phone.ts';

const SLOW_4G = { latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 };
const PAGE_LIMIT_BYTES = 30 * 1024;

/** Names that Chrome got after version 57, by what they hang on. */
const NEWER: Readonly<Record<string, readonly string[]>> = {
  '': [
    'queueMicrotask',
    'structuredClone',
    'reportError',
    'AbortController',
    'AbortSignal',
    'ResizeObserver',
    'BigInt',
    'WeakRef',
    'FinalizationRegistry',
    'scheduler',
    'WebTransport',
    'TransformStream',
    'CompressionStream',
    'BroadcastChannel',
    'visualViewport',
    'trustedTypes',
    'navigation',
  ],
  Object: ['fromEntries', 'hasOwn', 'groupBy'],
  Promise: ['allSettled', 'any', 'withResolvers', 'try'],
  'Promise.prototype': ['finally'],
  'Array.prototype': [
    'flat',
    'flatMap',
    'at',
    'findLast',
    'findLastIndex',
    'toSorted',
    'toReversed',
    'toSpliced',
    'with',
  ],
  'String.prototype': ['replaceAll', 'matchAll', 'at', 'trimStart', 'trimEnd'],
  'Symbol.prototype': ['description'],
  'Element.prototype': ['replaceChildren', 'toggleAttribute', 'getAnimations', 'checkVisibility'],
  'Crypto.prototype': ['randomUUID', 'subtle'],
  'Blob.prototype': ['arrayBuffer', 'text', 'stream'],
};

/** Takes from the page what Chrome 57 does not have; `globalThis` goes last. */
async function growOld(voter: VoterPhone): Promise<void> {
  await voter.page.addInitScript((newer) => {
    const root = window as unknown as Record<string, unknown>;
    for (const [owner, names] of Object.entries(newer)) {
      const path = owner === '' ? [] : owner.split('.');
      const holder = path.reduce<Record<string, unknown>>(
        (object, name) => object[name] as Record<string, unknown>,
        root,
      );
      for (const name of names) Reflect.deleteProperty(holder, name);
    }
    Reflect.deleteProperty(root, 'globalThis');
    console.log('grown old:', typeof Object.fromEntries, typeof root.queueMicrotask);
  }, NEWER);
}

async function castAll(voter: VoterPhone): Promise<void> {
  await voter.fillAll('好');
  await voter.tap('确认提交');
  await voter.seesHeading('已收到');
}

test('the page casts with nothing newer than Chrome 57 around it', () =>
  inVoterHall(async ({ phone, meeting, returned }) => {
    const voter = await phone();
    const grown = voter.page.waitForEvent('console');
    await growOld(voter);
    await voter.scan(ticketOf(meeting, 0));
    expect((await grown).text()).toBe('grown old: undefined undefined');
    await castAll(voter);
    expect(await returned()).toBe(1);
  }));

test('an engine that knows ES2015 alone runs the page', () =>
  inVoterHall(async ({ phone, meeting, returned }) => {
    const voter = await phone();
    await growOld(voter);
    await interpretScript(voter.page);
    await voter.scan(ticketOf(meeting, 0));
    await castAll(voter);
    expect(await returned()).toBe(1);
  }));

test.each(['a?.b', 'a ?? b', 'a ** b', '({ ...a })', 'async () => {}', 'class A { b = 1 }'])(
  'what that engine is given may not have %s in it',
  (newer) => {
    expect(() => withConstructors(newer)).toThrow(SyntaxError);
  },
);

test('the page loads on slow 4G with a slow processor, within its budget', () =>
  inVoterHall(async ({ phone, meeting, returned }) => {
    const voter = await phone();
    const session = await voter.context.newCDPSession(voter.page);
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', { offline: false, ...SLOW_4G });
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    let bytes = 0;
    const started = new Set<string>();
    session.on('Network.requestWillBeSent', ({ requestId, request }) => {
      if (!request.url.startsWith('data:')) started.add(requestId);
    });
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      if (started.has(requestId)) bytes += encodedDataLength;
    });
    await voter.scan(ticketOf(meeting, 0));
    await voter.seesHeading('述职人甲');
    expect(bytes).toBeGreaterThan(10_000);
    expect(bytes).toBeLessThan(PAGE_LIMIT_BYTES + 4096);
    await castAll(voter);
    expect(await returned()).toBe(1);
  }));
