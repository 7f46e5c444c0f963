import type { NetworkInterfaceInfo } from 'node:os';
import type { PhoneAddress } from '../../shared/protocol/http.ts';

export interface Whereabouts {
  readonly publicUrl: string | null;
  /** The address listened on, as configured. */
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  /** As `os.networkInterfaces()` has them. */
  readonly interfaces: Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;
}

const ANYWHERE = new Set(['0.0.0.0', '::', '']);
const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|::1|\[::1\])$/;
const IPV4 = /^\d+\.\d+\.\d+\.\d+$/;
/** RFC 1918: where the Wi-Fi of a hall is. */
const PRIVATE = /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/;

/**
 * Where phones may find this server, best first: PUBLIC_URL alone where it is set, else the
 * addresses of this machine, private networks first and localhost last.
 */
export function phoneAddresses(where: Whereabouts): readonly PhoneAddress[] {
  const here = ownAddresses(where);
  if (where.publicUrl !== null) return [address(new URL(where.publicUrl), here)];
  const scheme = where.tls ? 'https' : 'http';
  return [...here, 'localhost']
    .filter((name) => reachable(name, where.host))
    .map((name) => address(new URL(`${scheme}://${name}:${where.port}`), here));
}

function address(url: URL, here: readonly string[]): PhoneAddress {
  const elsewhere = IPV4.test(url.hostname) && !here.includes(url.hostname);
  const loopback = LOOPBACK.test(url.hostname);
  return {
    url: url.origin,
    warnings: [
      ...(loopback ? (['localhost'] as const) : []),
      ...(url.protocol === 'http:' ? (['plain_http'] as const) : []),
      ...(elsewhere && !loopback ? (['configured_but_not_here'] as const) : []),
    ],
  };
}

/** A server that listens on one address alone is found there alone. */
function reachable(name: string, host: string): boolean {
  if (ANYWHERE.has(host)) return true;
  return name === 'localhost' ? LOOPBACK.test(host) : name === host;
}

function ownAddresses({ interfaces }: Whereabouts): readonly string[] {
  return Object.values(interfaces)
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address)
    .sort((one, other) => Number(PRIVATE.test(other)) - Number(PRIVATE.test(one)));
}
