import { PlantroomError } from '../../domain/errors.ts';
import type { MissingReason } from '../../domain/missing-history.ts';

const LONGEST_DETAIL = 300;

/** A database that could not be read, and in which way. `status` is the HTTP status when it said no. */
export class SourceFailure extends PlantroomError {
  readonly reason: MissingReason;
  readonly status: number | undefined;

  constructor(reason: MissingReason, detail: string, status?: number) {
    super('HISTORY_SOURCE_FAILED', plainText(detail));
    this.reason = reason;
    this.status = status;
  }
}

/** What a server says is hostile text: cut short, control characters gone. */
export function plainText(text: string): string {
  return text
    .slice(0, 4 * LONGEST_DETAIL)
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, LONGEST_DETAIL);
}
