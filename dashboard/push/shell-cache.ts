/** How the worker answers what a page asks for. */
export type Way =
  /** The network first; without it the first page, which knows what to show. */
  | 'page'
  /** Never changes under its name: kept once, used for ever. */
  | 'asset'
  /** The network first; without it what was answered last. */
  | 'record'
  /** None of the worker's business. */
  | 'network';

export interface Asked {
  readonly method: string;
  readonly mode: string;
  readonly path: string;
}

/** Pages the gateway makes itself, and what is no page. */
const NOT_OURS = /^\/(a|api|docs|socket\.io)(\/|$)/;
const ASSET = /^\/(assets\/|icon[^/]*\.(svg|png)$)/;
/**
 * What a person without a link still has to see: orders, rounds and meter runs with their lists, who has the duty, who people are.
 * Values and alarms are none of it: they are kept by the page, with their times.
 */
const RECORD =
  /^\/api\/v1\/(work-orders|work-order-settings|rounds|round-routes|meter-runs|places|people|on-call|push-subscriptions)(\/|\?|$)/;

/** Decided by method and address alone. */
export function wayOf({ method, mode, path }: Asked): Way {
  if (method !== 'GET') return 'network';
  if (RECORD.test(path)) return 'record';
  if (NOT_OURS.test(path)) return 'network';
  if (mode === 'navigate') return 'page';
  return ASSET.test(path) ? 'asset' : 'network';
}

/** Names of the caches. The last two hold what was said to a person, and go when he signs out. */
export const SHELL_CACHE = 'plantroom-shell';
export const RECORD_CACHE = 'plantroom-records';
export const FIRST_PAGE = '/';
/** The build writes it: every file of the screens and what it needs. */
export const FILE_LIST = '/assets.json';

/** Addresses of all scripts and styles in the list of the build; those that cannot be read are left out. Never throws. */
export function filesIn(list: unknown): string[] {
  if (typeof list !== 'object' || list === null) return [];
  const files = Object.values(list).flatMap((entry: unknown) => {
    if (typeof entry !== 'object' || entry === null) return [];
    const { file, css }: { file?: unknown; css?: unknown } = entry;
    return [file, ...(Array.isArray(css) ? css : [])];
  });
  const assets = files.filter((file): file is string => typeof file === 'string' && file.startsWith('assets/'));
  return [...new Set(assets)].map((file) => `/${file}`);
}
