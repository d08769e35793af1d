import type { SendResult } from '../../../ports/channel.ts';

interface Delivery {
  readonly rejected?: readonly unknown[] | undefined;
  readonly rejectedErrors?: readonly unknown[] | undefined;
}

/** Failures of our own settings: nothing can be sent before somebody has changed them. */
const OF_THE_CHANNEL: ReadonlySet<string> = new Set(['EAUTH', 'ENOAUTH', 'EOAUTH2', 'ECONFIG', 'EREQUIRETLS']);
const OF_THE_MESSAGE: ReadonlySet<string> = new Set(['EENVELOPE', 'EMESSAGE']);

/** RFC 5321 4.2.1: 4yz may be tried again, 5yz may not. The server's words are not repeated: they may hold what we sent. */
export function resultOfError(error: unknown): SendResult {
  const { code, responseCode } = factsOf(error);
  const detail = `SMTP ${responseCode === undefined ? code : `${code} ${responseCode}`}`;
  const mayPass = responseCode !== undefined && responseCode < 500;
  if (mayPass) return { kind: 'failed', detail };
  if (OF_THE_CHANNEL.has(code)) return { kind: 'broken', detail };
  const isRefused = responseCode !== undefined || OF_THE_MESSAGE.has(code);
  return { kind: isRefused ? 'rejected' : 'failed', detail };
}

/** A message that not all were given counts as not sent: somebody who is never told must show. */
export function resultOfDelivery({ rejected, rejectedErrors }: Delivery, recipients: number): SendResult {
  const refusals = rejected?.length ?? 0;
  if (refusals === 0) return { kind: 'sent' };
  const mayPass = (rejectedErrors ?? []).some((error) => (factsOf(error).responseCode ?? 500) < 500);
  return { kind: mayPass ? 'failed' : 'rejected', detail: `SMTP ${refusals} of ${recipients} recipients refused` };
}

function factsOf(error: unknown): { code: string; responseCode: number | undefined } {
  if (!(error instanceof Error)) return { code: 'failure', responseCode: undefined };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const responseCode =
    'responseCode' in error && typeof error.responseCode === 'number' ? error.responseCode : undefined;
  return { code: /^[A-Z0-9]{2,20}$/.test(code) ? code : 'failure', responseCode };
}
