import type { Outcome } from '../domain/errors.ts';
import type { HeartbeatMessage } from '../domain/heartbeat.ts';

/** A small page, complete and without scripts. */
export interface AnswerPage {
  readonly status: 200 | 404 | 409 | 410 | 403 | 429 | 400;
  readonly html: string;
}

/** What came in by a hook. */
export interface Taken {
  /** Entries that had an effect. */
  readonly accepted: number;
}

/** People who answer without signing in, and programs that call back. Everything that comes in is hostile. */
export interface AnswerService {
  /** Shows what the link is about and changes nothing: mail servers and chat programs fetch links by themselves. */
  page(token: string, address: string): Promise<AnswerPage>;
  /** Acknowledges, once. */
  acknowledge(token: string, note: string | null, address: string): Promise<AnswerPage>;
  /** What people answered by this channel. Refused with HOOK_REFUSED, REQUEST_TOO_MANY. */
  replies(channel: string, secret: string | undefined, body: unknown): Promise<Outcome<Taken>>;
  /** Which messages arrived. Refused alike. */
  receipts(channel: string, secret: string | undefined, body: unknown): Promise<Outcome<Taken>>;
  /** The heartbeat of another gateway. Refused with HOOK_REFUSED. */
  heartbeat(message: HeartbeatMessage): Outcome<Taken>;
}
