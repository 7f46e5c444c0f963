import type { PhoneAddress } from '../shared/protocol/http.ts';

export type AddressWarning = PhoneAddress['warnings'][number] | 'unknown_here';

/**
 * What someone typed as the address for phones: its origin, or why it cannot be one. Without a
 * scheme `http://` is meant.
 */
export function readPhoneAddress(
  typed: string,
): { readonly ok: true; readonly url: string } | { readonly ok: false; readonly reason: string } {
  const text = typed.normalize('NFKC').trim();
  if (text === '') return { ok: false, reason: '请填写手机访问的地址。' };
  const url = parseUrl(/^[a-z]+:\/\//i.test(text) ? text : `http://${text}`);
  if (url === null || !/^https?:$/.test(url.protocol))
    return { ok: false, reason: '地址应形如 http://192.168.1.20:3000 或 https://例子.cn。' };
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '' || url.username !== '')
    return { ok: false, reason: '只填到域名或端口为止，后面不要带路径。' };
  return { ok: true, url: url.origin };
}

function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

/** Why phones may fail to reach an address; `known` is what the server says of itself. */
export function addressWarnings(
  url: string,
  known: readonly PhoneAddress[],
): readonly AddressWarning[] {
  const { hostname, protocol } = new URL(url);
  // That nobody else can open it at all is the one thing to know of such an address.
  if (/^(localhost|127\..*|\[::1\]|.*\.localhost)$/.test(hostname)) return ['localhost'];
  const same = known.find((address) => address.url === url);
  if (same !== undefined) return same.warnings;
  return protocol === 'http:' ? ['plain_http', 'unknown_here'] : ['unknown_here'];
}

const WARNING_WORDS: Readonly<Record<AddressWarning, string>> = {
  localhost: '这个地址只有这台电脑自己能打开，手机扫码会打不开。请改用服务器在会场网络中的地址。',
  plain_http:
    '这个地址是 http，填写的内容在会场网络里不加密，只应在可信的网络中使用；有条件时请改用 https。手机须连接会场网络（同一个 Wi-Fi）。',
  configured_but_not_here:
    '这是 PUBLIC_URL 设置的地址，但不在这台服务器的网络上。请确认转发或域名已设好，并用手机试扫。',
  unknown_here: '服务器不认识这个地址。请务必先用手机试扫，确认能打开再制票。',
};

export function warningWords(warning: AddressWarning): string {
  return WARNING_WORDS[warning];
}

const KEPT_UNDER = 'pingyi.phone-address';

/** The address chosen last on this computer; null when there is none, or storage is blocked. */
export function keptAddress(storage: () => Storage): string | null {
  try {
    return storage().getItem(KEPT_UNDER);
  } catch {
    return null;
  }
}

export function keepAddress(storage: () => Storage, url: string): void {
  try {
    storage().setItem(KEPT_UNDER, url);
  } catch {
    // A full or blocked storage: the address is chosen again the next time.
  }
}
