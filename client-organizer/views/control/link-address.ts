import type { PhoneAddress, ScreenLink } from '../../../shared/protocol/http.ts';

/** Words for what a link opens. */
export function linkKindWords(kind: ScreenLink['kind']): string {
  return kind === 'screen' ? '大屏' : '主持人';
}

/** The token stays in the fragment, which no server, proxy or Referer ever sees. */
export function linkAddress(origin: string, kind: ScreenLink['kind'], token: string): string {
  return `${origin}/screen/#${kind === 'host' ? 'host=' : ''}${token}`;
}

/**
 * The origin under which another machine of the hall finds this server. The page's own, unless the
 * console was opened on the server itself, where `localhost` would lead the other machine nowhere.
 */
export function originForOthers(
  page: { readonly origin: string; readonly hostname: string },
  addresses: readonly PhoneAddress[] | null,
): string {
  if (!['localhost', '127.0.0.1', '[::1]'].includes(page.hostname)) return page.origin;
  const reachable = addresses?.find(({ warnings }) => !warnings.includes('localhost'));
  return reachable?.url ?? page.origin;
}
