import type { ChannelTools } from '../../../ports/channel.ts';

/** Of one exchange, answer and all. */
const TIMEOUT_MS = 10_000;
/** Providers answer with a line; nothing longer is read. */
const MAX_ANSWER_BYTES = 64 * 1024;

export interface HttpRequest {
  readonly url: string;
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer> | undefined;
}

export interface HttpAnswer {
  readonly status: number;
  readonly retryAfter: string | null;
  /** Undefined when it broke off. What is longer than 64 kB is cut. */
  readonly body: string | undefined;
}

export type Exchange =
  | { readonly ok: true; readonly answer: HttpAnswer }
  | { readonly ok: false; readonly detail: string };

export interface HttpLine {
  /** Asks once, within ten seconds. Never rejects, never follows a redirect: a message would go where nobody meant it to. */
  exchange(request: HttpRequest): Promise<Exchange>;
  /** Ends what is under way. */
  close(): void;
}

/** The only way of a channel to the web: bounded in time and size, and telling neither address nor secret when it fails. */
export function createHttpLine({ clock, fetch }: Pick<ChannelTools, 'clock' | 'fetch'>): HttpLine {
  const closing = new AbortController();
  return {
    async exchange({ url, method, headers, body }) {
      const late = new AbortController();
      const timer = clock.after(TIMEOUT_MS, () => late.abort());
      const signal = AbortSignal.any([late.signal, closing.signal]);
      const asked = { ...headers, 'user-agent': 'Plantroom' };
      try {
        const init = { method, headers: asked, redirect: 'manual', signal } as const;
        const response = await fetch(url, body === undefined ? init : { ...init, body });
        const { status, headers: told } = response;
        return { ok: true, answer: { status, retryAfter: told.get('retry-after'), body: await readAnswer(response) } };
      } catch (error) {
        return { ok: false, detail: failureOf(error) };
      } finally {
        timer.cancel();
      }
    },
    close: () => closing.abort(),
  };
}

/** An answer that breaks off or is too late is no failure of its own: the status has come. */
async function readAnswer(response: Response): Promise<string | undefined> {
  if (response.body === null) return '';
  const reader = response.body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      chunks.push(part.value);
      size += part.value.byteLength;
      if (size > MAX_ANSWER_BYTES) break;
    }
    await reader.cancel();
    return Buffer.concat(chunks).subarray(0, MAX_ANSWER_BYTES).toString('utf8');
  } catch {
    return undefined;
  }
}

/** The system's code alone: messages of the library may repeat the address, and an address may hold a token. */
function failureOf(error: unknown): string {
  if (error instanceof Error && error.name === 'AbortError') return 'no answer in time';
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' && /^[A-Z0-9_]{1,40}$/.test(code) ? code : 'connection failed';
}
