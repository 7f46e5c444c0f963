/** The entrance that a link opens: the projection, or the compact page of the host. */
export interface EntranceLink {
  readonly kind: 'screen' | 'host';
  readonly token: string;
}

const STORAGE_KEY = 'pingyi.screen.link';
const HOST_PREFIX = 'host=';

/** `#TOKEN` or `#host=TOKEN`; null when the fragment carries no token. */
export function linkOfFragment(fragment: string): EntranceLink | null {
  const text = fragment.replace(/^#/, '').trim();
  const host = text.startsWith(HOST_PREFIX);
  const token = host ? text.slice(HOST_PREFIX.length) : text;
  return token === '' ? null : { kind: host ? 'host' : 'screen', token };
}

export function fragmentOfLink(link: EntranceLink): string {
  return `#${link.kind === 'host' ? HOST_PREFIX : ''}${link.token}`;
}

/**
 * Takes the token out of the address bar, where anyone in the hall could read it, and keeps it for
 * this tab alone, so that a reload still works. Null when neither has one.
 */
export function takeLink(page: Window): EntranceLink | null {
  const fresh = linkOfFragment(page.location.hash);
  if (fresh === null) return linkOfFragment(page.sessionStorage.getItem(STORAGE_KEY) ?? '');
  page.sessionStorage.setItem(STORAGE_KEY, fragmentOfLink(fresh));
  page.history.replaceState(null, '', page.location.pathname + page.location.search);
  return fresh;
}
