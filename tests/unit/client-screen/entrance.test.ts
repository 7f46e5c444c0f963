import { describe, expect, it } from 'vitest';
import { keyAction } from '../../../client-screen/keys.ts';
import { fragmentOfLink, linkOfFragment } from '../../../client-screen/link.ts';

describe('the link of a screen', () => {
  it.each([
    ['#abc_DEF-123', { kind: 'screen', token: 'abc_DEF-123' }],
    ['#host=abc', { kind: 'host', token: 'abc' }],
    ['', null],
    ['#', null],
    ['#host=', null],
  ])('%j is %j', (fragment, link) => {
    expect(linkOfFragment(fragment)).toEqual(link);
  });

  it('is kept in the form in which it came', () => {
    for (const fragment of ['#abc', '#host=abc']) {
      const link = linkOfFragment(fragment);
      expect(link && fragmentOfLink(link)).toBe(fragment);
    }
  });
});

describe('the keys', () => {
  const press = (key: string, modifier = {}) =>
    keyAction({ key, ctrlKey: false, altKey: false, metaKey: false, ...modifier });

  it.each([
    [' ', 'next'],
    ['PageDown', 'next'],
    ['PageUp', 'previous'],
    ['q', 'address'],
    ['Q', 'address'],
    ['F', 'fullscreen'],
    ['?', 'help'],
    ['？', 'help'],
    ['Escape', 'dismiss'],
    ['x', null],
  ])('%j does %j', (key, action) => {
    expect(press(key)).toBe(action);
  });

  it('leave the browser its own', () => {
    expect(press('f', { ctrlKey: true })).toBeNull();
  });
});
