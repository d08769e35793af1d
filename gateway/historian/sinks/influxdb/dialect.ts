import type { LineSinkSettings } from '../../settings.ts';

/** How a server wants to be written to. */
export type Dialect = 'v1' | 'v2' | 'v3';

/** From the headers of a ping: InfluxDB Cloud 2 gives no version, InfluxDB 3 one that begins with 3. */
export function dialectOf(version: string): Dialect {
  if (/^v?[01]\./.test(version)) return 'v1';
  return /^v?3\./.test(version) ? 'v3' : 'v2';
}

/** 1.x and VictoriaMetrics: /write; 2.x, and 3.x without the native way: /api/v2/write; InfluxDB 3 Core and Enterprise: /api/v3/write_lp. */
export function writePath(dialect: Dialect, { database, organisation = '' }: LineSinkSettings): string {
  const named = encodeURIComponent(database);
  switch (dialect) {
    case 'v1':
      return `/write?db=${named}&precision=ms`;
    case 'v2':
      return `/api/v2/write?org=${encodeURIComponent(organisation)}&bucket=${named}&precision=ms`;
    case 'v3':
      return `/api/v3/write_lp?db=${named}&precision=millisecond&accept_partial=true&no_sync=false`;
  }
}

/** InfluxDB 3 documents Bearer for its own address; the others know Token, 1.x and VictoriaMetrics also name and password. */
export function authorisation(
  dialect: Dialect | undefined,
  { token, username, password = '' }: LineSinkSettings,
): Record<string, string> {
  if (token) return { authorization: `${dialect === 'v3' ? 'Bearer' : 'Token'} ${token}` };
  if (!username) return {};
  return { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` };
}

/** The address below which the paths of the server begin: a proxy may have put it into a folder. */
export function serverUrl(base: string, path: string): URL {
  return new URL(base.replace(/[?#].*$/, '').replace(/\/+$/, '') + path);
}
