import type { SendResult } from '../../../ports/channel.ts';
import type { Comparison, GatewayOptions } from './gateway-options.ts';
import type { Exchange, HttpRequest } from './http-line.ts';
import { matches, textAt } from './json-path.ts';
import { resultOfStatus } from './status-result.ts';

type Rules = Pick<GatewayOptions, 'success' | 'throttled' | 'rejected' | 'broken' | 'messageId'>;

const PATIENCE_MS = 60_000;
const MAX_RECEIPT = 200;
const CODE = /^[\w.:-]{1,60}$/;

/** What the provider's answer means by the declared comparisons; the body counts before the status. */
export function resultOfGateway(rules: Rules, exchange: Exchange, nowMs: number, asked: HttpRequest): SendResult {
  const byStatus = resultOfStatus(exchange, nowMs);
  const body = exchange.ok ? parsed(exchange.answer.body) : undefined;
  const detail = (rule: Comparison): string => `the provider answered ${codeIn(body, rule, asked)}`;
  const { success, throttled, broken, rejected, messageId } = rules;
  if (throttled && matches(body, throttled))
    return { kind: 'throttled', afterMs: PATIENCE_MS, detail: detail(throttled) };
  if (broken && matches(body, broken)) return { kind: 'broken', detail: detail(broken) };
  if (rejected && matches(body, rejected)) return { kind: 'rejected', detail: detail(rejected) };
  if (byStatus.kind !== 'sent') return byStatus;
  if (success && !matches(body, success)) return { kind: 'failed', detail: detail(success) };
  const receipt = messageId === undefined ? undefined : textAt(body, messageId);
  return receipt === undefined || receipt.length > MAX_RECEIPT ? { kind: 'sent' } : { kind: 'sent', receipt };
}

/** The provider's own code helps whoever looks; words, and anything that we have sent ourselves, are not repeated. */
function codeIn(body: unknown, { path }: Comparison, asked: HttpRequest): string {
  const code = textAt(body, path);
  if (code === undefined || !CODE.test(code)) return 'without a code';
  return JSON.stringify(asked).includes(code) ? 'with words of ours' : code;
}

function parsed(body: string | undefined): unknown {
  try {
    return JSON.parse(body ?? '');
  } catch {
    return undefined;
  }
}
