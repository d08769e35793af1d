import type { SendResult } from '../../../ports/channel.ts';
import type { Exchange } from '../shared/http-line.ts';
import { resultOfStatus } from '../shared/status-result.ts';

/** RFC 8030 7.3: the browser is not registered any more. */
const GONE: ReadonlySet<number> = new Set([404, 410]);

/** What one push service says about one browser. Trouble with one browser says nothing about the others: nothing is `broken`. */
export function resultOfPush(
  exchange: Exchange,
  nowMs: number,
): { readonly result: SendResult; readonly isGone: boolean } {
  const result = resultOfStatus(exchange, nowMs);
  if (exchange.ok && GONE.has(exchange.answer.status))
    return { result: { kind: 'rejected', detail: 'the browser is not registered any more' }, isGone: true };
  return { result: result.kind === 'broken' ? { ...result, kind: 'rejected' } : result, isGone: false };
}

/** From best to worst: whoever has seen it in one browser has seen it. */
const ORDER = ['sent', 'throttled', 'failed', 'rejected', 'broken'] as const satisfies readonly SendResult['kind'][];

/** Of one message to all browsers of a person. */
export function resultOfAll(results: readonly SendResult[]): SendResult {
  const best = ORDER.map((kind) => results.find((result) => result.kind === kind)).find(
    (result) => result !== undefined,
  );
  return best ?? { kind: 'rejected', detail: 'the person has no registered browser' };
}
