import type { MqttLibrary } from './library.ts';

/** From here on a reason code of version 5, and a grant of version 3.1.1, is a refusal. */
export const FIRST_FAILURE_CODE = 0x80;
/** The only refusal version 3.1.1 has, and the one without a reason in version 5. */
const UNSPECIFIED = 0x80;
/** MQTT 5, 3.14.2.1: another client with our id has connected. */
export const SESSION_TAKEN_OVER = 0x8e;

const TLS_REASONS: readonly (readonly [code: RegExp, reason: string])[] = [
  [/^ERR_TLS_CERT_ALTNAME_INVALID$/, 'the certificate of the broker is for another name'],
  [/^CERT_HAS_EXPIRED$/, 'the certificate of the broker has expired'],
  [
    /SELF_SIGNED_CERT|UNABLE_TO_(GET_ISSUER|VERIFY)/,
    'no known authority has signed the certificate of the broker (tls.ca)',
  ],
  [/ALERT_CERTIFICATE_REQUIRED|ALERT_HANDSHAKE_FAILURE/, 'the broker asks for a client certificate (tls.cert)'],
  [/ALERT_(UNKNOWN_CA|BAD_CERTIFICATE|CERTIFICATE_)/, 'the broker does not accept our certificate'],
  [/WRONG_VERSION_NUMBER/, 'this port does not speak TLS'],
];

/** A failed connection in words: what the broker said with its code, or what kept us from reaching it. */
export function connectFailure(error: Error): string {
  const code = 'code' in error ? error.code : undefined;
  if (typeof code === 'number') return `${error.message} (reason code ${code})`;
  const tls = TLS_REASONS.find(([pattern]) => pattern.test(String(code)))?.[1];
  // The message of OpenSSL is a line from its own log; the reason is its last words.
  const reason = 'reason' in error && typeof error.reason === 'string' ? error.reason : error.message;
  if (tls !== undefined) return `${tls}: ${reason}`;
  // A name with several addresses fails with a list of errors and no words of its own.
  const [first] = error instanceof AggregateError ? error.errors : [];
  return error.message || (first instanceof Error ? first.message : 'the connection failed');
}

/** A reason code in words; empty when it says nothing more than that it was refused. */
export function reasonText(library: MqttLibrary, code: number): string {
  if (code === UNSPECIFIED) return '';
  const words = Object.hasOwn(library.ReasonCodes, code) ? Reflect.get(library.ReasonCodes, code) : undefined;
  return typeof words === 'string' && words !== '' ? `${words} (reason code ${code})` : `reason code ${code}`;
}
