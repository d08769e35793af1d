interface CookieOptions {
  readonly maxAgeSeconds: number;
  readonly secure: boolean;
}

/** Set-Cookie value (RFC 6265 4.1) of a cookie that only we read: no script, no other site, no path but all of ours. */
export function writeCookie(name: string, value: string, { maxAgeSeconds, secure }: CookieOptions): string {
  const attributes = [`${name}=${value}`, 'Path=/', `Max-Age=${maxAgeSeconds}`, 'HttpOnly', 'SameSite=Strict'];
  return [...attributes, ...(secure ? ['Secure'] : [])].join('; ');
}

/** Value of the first cookie of that name in a Cookie header; undefined when there is none. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  const pair = header?.split(';').find((text) => text.slice(0, text.indexOf('=')).trim() === name);
  return pair?.slice(pair.indexOf('=') + 1).trim();
}
