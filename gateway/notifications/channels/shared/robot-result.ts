import type { SendResult } from '../../../ports/channel.ts';
import type { Exchange } from './http-line.ts';
import { resultOfStatus } from './status-result.ts';

/** What some codes of a provider mean; `words` narrows it down where one code says two things. */
export interface CodeRule {
  readonly codes: readonly number[];
  readonly words?: RegExp;
  readonly means:
    | { readonly kind: 'throttled'; readonly afterMs: number }
    | { readonly kind: 'failed' | 'rejected' | 'broken' };
}

/** How a provider answers: names of the field with the code (the first present counts, 0 is success) and of the one with words. */
export interface AnswerForm {
  readonly provider: string;
  readonly code: readonly string[];
  readonly words: string;
  /** First match counts; a code that none names is worth another attempt. */
  readonly rules: readonly CodeRule[];
}

const UNKNOWN = { kind: 'failed' } as const;

/** Chat robots answer most refusals with HTTP 200 and a code in the body: the body counts before the status. */
export function resultOfRobot(form: AnswerForm, exchange: Exchange, nowMs: number): SendResult {
  const answer = exchange.ok ? recordOf(exchange.answer.body) : undefined;
  const code = form.code.map((name) => answer?.[name]).find((value) => typeof value === 'number');
  const byStatus = resultOfStatus(exchange, nowMs);
  if (typeof code !== 'number')
    return byStatus.kind === 'sent' ? { kind: 'failed', detail: 'the answer is not understood' } : byStatus;
  if (code === 0) return byStatus;
  const words = String(answer?.[form.words] ?? '');
  const rule = form.rules.find(({ codes, words: wanted }) => codes.includes(code) && (wanted?.test(words) ?? true));
  // The provider's words may repeat what was sent, so that only the code is told.
  return { ...(rule?.means ?? UNKNOWN), detail: `${form.provider} ${code}` };
}

function recordOf(body: string | undefined): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(body ?? '');
    return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : undefined;
  } catch {
    return undefined;
  }
}
