import type { SendResult } from '../../../ports/channel.ts';

interface Delivery {
  readonly rejected?: readonly unknown[] | undefined;
  readonly rejectedErrors?: readonly unknown[] | undefined;
}

/** Failures of our own settings: asking again cannot help before somebody has changed them. */
const SETTING_CODES = new Set(['EAUTH', 'ENOAUTH', 'EOAUTH2', 'ECONFIG', 'EENVELOPE', 'EMESSAGE', 'EREQUIRETLS']);

/** RFC 5321 4.2.1: 4yz may be tried again, 5yz may not. The server's words are not repeated: they may hold what we sent. */
export function resultOfError(error: unknown): SendResult {
  const { code, responseCode } = factsOf(error);
  const recoverable = responseCode === undefined ? !SETTING_CODES.has(code) : responseCode < 500;
  const detail = responseCode === undefined ? code : `${code} ${responseCode}`;
  return { ok: false, recoverable, detail: `SMTP ${detail}` };
}

/** A message that not all were given counts as not sent: somebody who is never told must show. */
export function partialResult(delivery: Delivery, recipients: number): SendResult {
  const refusals = delivery.rejected?.length ?? 0;
  if (refusals === 0) return { ok: true };
  const recoverable = (delivery.rejectedErrors ?? []).some((error) => (factsOf(error).responseCode ?? 500) < 500);
  return { ok: false, recoverable, detail: `SMTP ${refusals} of ${recipients} recipients refused` };
}

function factsOf(error: unknown): { code: string; responseCode: number | undefined } {
  if (!(error instanceof Error)) return { code: 'failure', responseCode: undefined };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const responseCode =
    'responseCode' in error && typeof error.responseCode === 'number' ? error.responseCode : undefined;
  return { code: /^[A-Z0-9]{2,20}$/.test(code) ? code : 'failure', responseCode };
}
