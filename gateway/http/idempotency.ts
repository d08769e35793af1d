import { createHash } from 'node:crypto';
import { PlantroomError } from '../domain/errors.ts';
import type { AccountStore } from '../ports/account-store.ts';
import type { Clock } from '../ports/clock.ts';

const KEPT_MS = 24 * 3_600_000;
const KEY = /^[\x21-\x7e]{1,200}$/;
/** Never part of what is remembered, not even hashed. */
const SECRETS: ReadonlySet<string> = new Set(['password', 'current', 'next']);

/** An answer as it was, or will be, sent. */
export interface Reply {
  readonly status: number;
  readonly body: string;
  /** The body is a problem (RFC 9457), not the answer asked for. */
  readonly isProblem: boolean;
}

type KeptReplies = Pick<AccountStore, 'findReply' | 'saveReply' | 'removeRepliesBefore'>;

interface Ask {
  readonly key: string;
  readonly username: string;
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

/**
 * Answers a repeated request as the first was answered (draft-ietf-httpapi-idempotency-key-header), for 24 h. A repeat that arrives
 * while the first is under way gets the same answer. Failures of ours (5xx, 429) are not remembered: those may be tried again.
 */
export class Repeats {
  private readonly replies: KeptReplies;
  private readonly clock: Clock;
  /** One entry per request under way; bounded by the server's connections. */
  private readonly underway = new Map<string, { readonly requestHash: string; readonly reply: Promise<Reply> }>();

  constructor(replies: KeptReplies, clock: Clock) {
    this.replies = replies;
    this.clock = clock;
  }

  /** The remembered answer, or that of `work`. Throws REQUEST_INVALID for an unusable key, REQUEST_CONFLICTING_REPEAT when it was used for something else. */
  async answer(ask: Ask, work: () => Promise<Reply>): Promise<Reply> {
    if (!KEY.test(ask.key))
      throw new PlantroomError('REQUEST_INVALID', 'Idempotency-Key: 1 to 200 printable characters');
    const requestHash = hashOf(ask);
    const slot = `${ask.username} ${ask.key}`;
    const first = this.underway.get(slot);
    if (first) return same(first.requestHash, requestHash, () => first.reply);
    const reply = this.remembered(ask, requestHash, work);
    this.underway.set(slot, { requestHash, reply });
    try {
      return await reply;
    } finally {
      this.underway.delete(slot);
    }
  }

  /** Forgets what is older than a day. */
  async tidy(): Promise<void> {
    await this.replies.removeRepliesBefore(this.clock.nowMs() - KEPT_MS);
  }

  private async remembered(ask: Ask, requestHash: string, work: () => Promise<Reply>): Promise<Reply> {
    const at = this.clock.nowMs();
    const stored = await this.replies.findReply(ask.key, ask.username);
    if (stored && stored.at > at - KEPT_MS) {
      const { status, body } = stored;
      return same(stored.requestHash, requestHash, async () => ({ status, body, isProblem: status >= 400 }));
    }
    const reply = await work();
    const { status, body } = reply;
    const { key, username } = ask;
    if (status < 500 && status !== 429) {
      await this.replies.saveReply({ key, username, requestHash, status, body, at });
    }
    return reply;
  }
}

function same(before: string, now: string, reply: () => Promise<Reply>): Promise<Reply> {
  if (before !== now) throw new PlantroomError('REQUEST_CONFLICTING_REPEAT');
  return reply();
}

function hashOf({ method, path, body }: Ask): string {
  const text = JSON.stringify(body, (key, value: unknown) => (SECRETS.has(key) ? undefined : value));
  return createHash('sha256').update(`${method}\n${path}\n${text}`).digest('hex');
}
