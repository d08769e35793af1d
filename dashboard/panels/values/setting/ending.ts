import type { WireWrite } from '../../../data/api.ts';
import { ApiError, codeOf } from '../../../data/api-error.ts';

/** How an attempt ended, as far as the screen knows. `silence`: the gateway gave no answer that says whether it was sent. */
export interface Ending {
  readonly outcome: Exclude<WireWrite['outcome'], 'pending'> | 'silence';
  readonly readBack: number | null;
  /** Why nothing was sent. */
  readonly code: string | undefined;
  readonly detail: string | undefined;
}

/** Codes that are only ever given before anything is sent. */
const BEFORE_SENDING = /^(WRITE|AUTH|REQUEST|POINT)_/;

export function endingOf({ outcome, readBack, detail }: WireWrite): Ending {
  const ended = outcome === 'pending' ? 'unknown' : outcome;
  return { outcome: ended, readBack, code: undefined, detail: detail ?? undefined };
}

/** A refusal says that nothing was sent; any other failure may hide that it was. */
export function endingOfError(error: unknown): Ending {
  const code = codeOf(error);
  const detail = error instanceof ApiError ? error.detail : undefined;
  const outcome = BEFORE_SENDING.test(code) ? 'denied' : 'silence';
  return { outcome, readBack: null, code, detail };
}
