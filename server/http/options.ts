import type { ClientAddress } from '../entrance/client-address.ts';
import type { SignInTokenParts } from '../entrance/sign-in-tokens.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Readiness } from '../metrics/readiness.ts';
import type { VotingParts } from '../voting/parts.ts';

/** What the HTTP side is told; configuration is read and checked elsewhere. */
export interface HttpOptions {
  readonly parts: VotingParts;
  /** Where one-time sign-in links are claimed. */
  readonly signInTokens: SignInTokenParts['signInTokens'];
  readonly organizerPassword: string | null;
  /** PUBLIC_URL without a trailing slash: what tickets carry. */
  readonly publicUrl: string | null;
  /** The address that the server listens on, as configured: `0.0.0.0`, `::`, `127.0.0.1`. */
  readonly host: string;
  /** Whether the server itself speaks https. */
  readonly tls: boolean;
  /** By whose address tries to sign in are counted. */
  readonly clientAddress: ClientAddress;
  /** The folder of the built clients, absolute, with `voter`, `screen` and `organizer` in it. */
  readonly clientsFolder: string;
  readonly watch: Watch;
}

/** What watches the server, for whoever watches it from outside. */
export interface Watch {
  readonly metrics: Pick<Metrics, 'text' | 'figures'>;
  readonly readiness: Readiness;
  /** Null: programs on this machine alone are told the metrics. */
  readonly metricsToken: string | null;
  /** From then on nothing but probes is answered. */
  readonly isStopping: () => boolean;
}

/** Cookies are for https alone where organizers come by https. */
export function overHttps({ tls, publicUrl }: Pick<HttpOptions, 'tls' | 'publicUrl'>): boolean {
  return tls || publicUrl?.startsWith('https:') === true;
}
