/** Origins between commas, without trailing slashes; null when one of them is none. */
export function readOrigins(text: string): readonly string[] | null {
  const urls = text.split(',').map((one) => URL.parse(one.trim()));
  const origins = urls.flatMap((url) =>
    url !== null && /^https?:$/.test(url.protocol) ? [url.origin] : [],
  );
  return origins.length === urls.length ? origins : null;
}

/** Whether it leads to this machine, whatever is resolved where. */
export function isLoopback(origin: string): boolean {
  const { hostname } = new URL(origin);
  return hostname === 'localhost' || hostname === '[::1]' || isLoopbackIpv4(hostname);
}

/** Each address of this machine has some 28,000 ports for one server. */
const ADDRESSES = 64;

/**
 * Where a phone comes from, so that no address of this machine runs out of ports; undefined where
 * the system has one loopback address alone, or the server is elsewhere.
 */
export function localAddressFor(origin: string, phone: number): string | undefined {
  const spreads = process.platform === 'linux' && isLoopbackIpv4(new URL(origin).hostname);
  return spreads ? `127.0.0.${2 + (phone % ADDRESSES)}` : undefined;
}

/** URL has written other forms of IPv4 addresses into this one by now. */
function isLoopbackIpv4(hostname: string): boolean {
  return /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
