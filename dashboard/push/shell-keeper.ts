import { FILE_LIST, FIRST_PAGE, filesIn, RECORD_CACHE, SHELL_CACHE, type Way } from './shell-cache.ts';

/** Keeps the screens in the browser, so that they open without a link. */
export interface ShellKeeper {
  /** Takes over the first page and every file of the screens. Never rejects: what is missing is fetched when it is needed. */
  keepAll(): Promise<void>;
  answer(way: Exclude<Way, 'network'>, request: Request): Promise<Response>;
}

export interface ShellKeeperParts {
  readonly caches: Pick<CacheStorage, 'open'>;
  readonly fetch: (request: Request | string, init?: RequestInit) => Promise<Response>;
  /** Work that goes on after an answer. */
  readonly waitUntil: (work: Promise<unknown>) => void;
}

/** A link that answers nothing for so long is none: a phone in a lift car must not wait for its timeout. */
const PAGE_LIMIT_MS = 4000;
/** A first load has to share the line with the page that is being looked at. */
const AT_ONCE = 4;
const MOST_RECORDS = 100;

export function createShellKeeper({ caches, fetch, waitUntil }: ShellKeeperParts): ShellKeeper {
  async function keepAll(): Promise<void> {
    const shell = await caches.open(SHELL_CACHE);
    const first = await fetch(FIRST_PAGE, { cache: 'no-cache' }).catch(() => undefined);
    if (first?.ok) await shell.put(FIRST_PAGE, first);
    const list = await fetch(FILE_LIST, { cache: 'no-cache' }).catch(() => undefined);
    const files = list?.ok ? filesIn(await list.json().catch(() => undefined)) : [];
    for (let at = 0; at < files.length; at += AT_ONCE)
      await Promise.all(files.slice(at, at + AT_ONCE).map((file) => keepFile(shell, file)));
    if (files.length > 0) await forgetOthers(shell, files);
  }

  async function keepFile(shell: Cache, file: string): Promise<void> {
    if (await shell.match(file)) return;
    const answer = await fetch(file).catch(() => undefined);
    if (answer?.ok) await shell.put(file, answer);
  }

  async function page(request: Request): Promise<Response> {
    const shell = await caches.open(SHELL_CACHE);
    const known = await shell.match(FIRST_PAGE);
    const answer = await fetch(request, { signal: AbortSignal.timeout(PAGE_LIMIT_MS) }).catch(() => undefined);
    if (!answer) return known ?? Response.error();
    if (answer.ok) waitUntil(renew(answer.clone(), known));
    return answer;
  }

  /** Another first page names other files: a new version is served. */
  async function renew(answer: Response, known: Response | undefined): Promise<void> {
    const [before, after] = await Promise.all([known?.clone().text(), answer.text()]);
    if (before !== after) await keepAll();
  }

  async function asset(request: Request): Promise<Response> {
    const shell = await caches.open(SHELL_CACHE);
    const known = await shell.match(request);
    if (known) return known;
    const answer = await fetch(request);
    if (answer.ok) await shell.put(request, answer.clone());
    return answer;
  }

  async function record(request: Request): Promise<Response> {
    const answer = await fetch(request).catch(() => undefined);
    const records = await caches.open(RECORD_CACHE);
    if (!answer) return (await records.match(request)) ?? Response.error();
    if (answer.ok) waitUntil(keepRecord(records, request, answer.clone()));
    return answer;
  }

  return {
    keepAll,
    answer: (way, request) => ({ page, asset, record })[way](request),
  };
}

async function keepRecord(records: Cache, request: Request, answer: Response): Promise<void> {
  await records.delete(request);
  await records.put(request, answer);
  const kept = await records.keys();
  for (const oldest of kept.slice(0, Math.max(0, kept.length - MOST_RECORDS))) await records.delete(oldest);
}

/** Files of versions that are no longer served. */
async function forgetOthers(shell: Cache, files: readonly string[]): Promise<void> {
  for (const kept of await shell.keys()) {
    const { pathname } = new URL(kept.url);
    if (pathname.startsWith('/assets/') && !files.includes(pathname)) await shell.delete(kept);
  }
}
