import { PlantroomError } from '../domain/errors.ts';
import type { Call, CallMessage, CallResult, CallResults, FromWorker } from './messages.ts';

/** Questions under way; more than this are refused. */
const LARGEST_NUMBER = 512;

/** Puts a question to the worker; rejects with HISTORY_UNAVAILABLE when there is none to ask. */
export type Ask = <K extends Call['kind']>(call: Extract<Call, { kind: K }>) => Promise<CallResults[K]>;

interface Waiting {
  readonly resolve: (result: CallResult) => void;
  readonly reject: (error: PlantroomError) => void;
}

/** Matches the answers of the worker to the questions it was asked. */
export class Calls {
  private readonly post: (message: CallMessage) => void;
  private readonly waiting = new Map<number, Waiting>();
  private lastId = 0;

  constructor(post: (message: CallMessage) => void) {
    this.post = post;
  }

  /** Rejects with the worker's error code, or with HISTORY_UNAVAILABLE when there is no answer to be had. */
  ask<K extends Call['kind']>(call: Extract<Call, { kind: K }>): Promise<CallResults[K]> {
    if (this.waiting.size >= LARGEST_NUMBER) {
      return Promise.reject(new PlantroomError('HISTORY_UNAVAILABLE', 'too many questions at once'));
    }
    const id = ++this.lastId;
    return new Promise<CallResults[K]>((resolve, reject) => {
      // The worker answers a call of kind K with a result of kind K.
      this.waiting.set(id, { resolve: (result) => resolve(result as CallResults[K]), reject });
      this.post({ type: 'call', id, call });
    });
  }

  settle(message: Extract<FromWorker, { type: 'reply' | 'failure' }>): void {
    const waiting = this.waiting.get(message.id);
    this.waiting.delete(message.id);
    if (message.type === 'reply') waiting?.resolve(message.result);
    else waiting?.reject(new PlantroomError(message.code, message.detail));
  }

  rejectAll(detail: string): void {
    const all = [...this.waiting.values()];
    this.waiting.clear();
    for (const { reject } of all) reject(new PlantroomError('HISTORY_UNAVAILABLE', detail));
  }
}
