import type { z } from 'zod';
import type { CmmsPlan } from '../../domain/duty/cmms-plan.ts';

/** How the far side answered. `again`: it may be tried again later; `refused`: never. */
export type CmmsAnswer<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'again'; readonly detail: string; readonly isUnreachable: boolean }
  | { readonly kind: 'refused'; readonly status: number; readonly detail: string };

export interface CmmsCall {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly key?: string;
  readonly body?: object;
}

const PATIENCE_MS = 10_000;
const MOST_DETAIL = 300;
const MOST_BYTES = 5_000_000;

/** Asks the outside maintenance system, once. Never rejects: what goes wrong is an answer. */
export class CmmsClient {
  private readonly plan: CmmsPlan;
  private readonly fetch: typeof fetch;
  private readonly stopping = new AbortController();

  constructor(plan: CmmsPlan, fetcher: typeof fetch) {
    this.plan = plan;
    this.fetch = fetcher;
  }

  /** Ends what is under way. */
  stop(): void {
    this.stopping.abort();
  }

  async ask<T>({ method, path, key, body }: CmmsCall, schema: z.ZodType<T>): Promise<CmmsAnswer<T>> {
    try {
      const response = await this.fetch(`${this.plan.url}${path}`, {
        method,
        headers: {
          ...(body ? { 'content-type': 'application/json' } : {}),
          ...(key ? { 'idempotency-key': key } : {}),
          ...(this.plan.token ? { authorization: `Bearer ${this.plan.token}` } : {}),
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
        redirect: 'error',
        signal: AbortSignal.any([this.stopping.signal, AbortSignal.timeout(PATIENCE_MS)]),
      });
      const text = await response.text();
      return answerOf(response, text, schema);
    } catch (error) {
      return { kind: 'again', detail: String(error).slice(0, MOST_DETAIL), isUnreachable: true };
    }
  }
}

function answerOf<T>({ status, ok }: Response, text: string, schema: z.ZodType<T>): CmmsAnswer<T> {
  const detail = `${status} ${text.slice(0, MOST_DETAIL)}`;
  if (status === 429 || status === 408 || status >= 500)
    return { kind: 'again', detail, isUnreachable: status !== 429 };
  if (!ok) return { kind: 'refused', status, detail };
  if (text.length > MOST_BYTES) return { kind: 'refused', status, detail: 'the answer is too long' };
  const parsed = schema.safeParse(jsonOf(text));
  return parsed.success
    ? { kind: 'ok', value: parsed.data }
    : { kind: 'again', detail: `not understood: ${detail}`, isUnreachable: false };
}

function jsonOf(text: string): unknown {
  try {
    return text === '' ? {} : JSON.parse(text);
  } catch {
    return undefined;
  }
}
