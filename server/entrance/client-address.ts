import { BlockList, isIP } from 'node:net';

/**
 * The address that a request comes from: `peer` is the other end of the connection, `forwardedFor`
 * the request's X-Forwarded-For. For counting tries alone; it is never kept or logged (SECRET-1).
 */
export type ClientAddress = (
  peer: string | undefined,
  forwardedFor: string | readonly string[] | undefined,
) => string;

const NAMED_NETWORKS: Readonly<Record<string, readonly string[]>> = {
  loopback: ['127.0.0.0/8', '::1'],
  linklocal: ['169.254.0.0/16', 'fe80::/10'],
  uniquelocal: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
};

/** Whether it is an address, a network such as `10.1.0.0/16`, or a name of networks; never all. */
export function isNetwork(text: string): boolean {
  if (Object.hasOwn(NAMED_NETWORKS, text)) return true;
  const [address = '', length, ...more] = text.split('/');
  const family = isIP(address);
  if (family === 0 || more.length > 0) return false;
  const bits = Number(length ?? 1);
  return /^\d*$/.test(length ?? '') && bits >= 1 && bits <= (family === 4 ? 32 : 128);
}

/**
 * Believes X-Forwarded-For as far as the proxies in `trusted` (each one `isNetwork`) wrote it: from
 * its end backwards, to the first address that is not theirs. What others wrote counts for nothing,
 * or every try could claim another address.
 */
export function readClientAddress(trusted: readonly string[]): ClientAddress {
  const isTrusted = networks(trusted);
  return (peer = '', forwardedFor = '') => {
    let client = peer;
    const named = String(forwardedFor).split(',');
    for (const address of named.map((text) => text.trim()).toReversed()) {
      if (!isTrusted(client) || isIP(address) === 0) break;
      client = address;
    }
    return client;
  };
}

function networks(texts: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const text of texts.flatMap((name) => NAMED_NETWORKS[name] ?? name)) {
    const [address = '', length] = text.split('/');
    if (length === undefined) list.addAddress(address, familyOf(address));
    else list.addSubnet(address, Number(length), familyOf(address));
  }
  return (address) => isIP(address) !== 0 && list.check(address, familyOf(address));
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}
