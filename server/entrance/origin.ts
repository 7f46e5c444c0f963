/**
 * Whether a page of this origin may talk to the server: one that the server itself sent
 * (`host` is the request's Host header), or one of PUBLIC_URL. No origin at all is a program and not
 * a page of somebody else's, as browsers send one with every write and every websocket.
 */
export function originAllowed(
  origin: string | undefined,
  host: string | undefined,
  publicUrl: string | null,
): boolean {
  if (origin === undefined) return true;
  const from = webOrigin(origin);
  if (from === null) return false;
  if (host !== undefined && from.host === host.toLowerCase()) return true;
  return publicUrl !== null && from.origin === webOrigin(publicUrl)?.origin;
}

/** Null for `null` (a sandboxed page) and whatever else is not http or https. */
function webOrigin(text: string): URL | null {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) ? url : null;
}
