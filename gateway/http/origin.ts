/** Hosts a page may have been loaded from to use this gateway; lower case, with port where it is not the default. */
export interface OriginRule {
  readonly trustProxy: boolean;
  /** From the site's public address. */
  readonly publicHost: string | undefined;
}

export interface OriginHeaders {
  readonly origin: string | undefined;
  readonly host: string | undefined;
  readonly forwardedHost: string | undefined;
}

/**
 * Whether the request comes from our own page. Programs send no Origin; they are let through, because a browser always
 * sends one where it matters (Fetch standard, "origin header": every unsafe method and every websocket).
 */
export function isOwnOrigin(headers: OriginHeaders, rule: OriginRule): boolean {
  if (headers.origin === undefined) return true;
  const from = hostOf(headers.origin);
  if (from === undefined) return false;
  const own = [headers.host, rule.trustProxy ? headers.forwardedHost : undefined, rule.publicHost];
  return own.some((host) => host?.toLowerCase() === from);
}

/** Host and port of an address; undefined for `null` and everything that is not a web address. */
export function hostOf(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.host : undefined;
}
