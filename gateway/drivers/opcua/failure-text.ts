const LONGEST_DETAIL = 300;

/** What the library's commonest refusals mean and what to do; the first that matches is used. */
const EXPLANATIONS: readonly (readonly [RegExp, string])[] = [
  [
    /BadCertificateUntrusted/,
    'the certificate of the server is not trusted; it was put into <store>/rejected, move it to <store>/trusted/certs if it is the right one',
  ],
  [/BadCertificateTimeInvalid/, 'the certificate of the server has expired, or a clock is wrong'],
  [/BadCertificate/, 'the certificate of the server is not acceptable'],
  [
    /BadSecurityChecksFailed/,
    'the server refused our certificate; it must be told to trust the one in <store>/own/certs',
  ],
  [/BadSecurityPolicyRejected|cannot find .*endpoint/i, 'the server does not offer this security policy'],
  [/BadIdentityToken|BadUserAccessDenied/, 'the server refused the user name or password'],
  [/BadTooManySessions/, 'the server has no session left for us'],
  [/BadInvalidTimestamp/, 'the clocks of gateway and server are too far apart'],
  [/ECONNREFUSED/, 'nothing listens at that address'],
];

/** One line for people about why connecting failed; `storeFolder` is where the certificates of this connection are. */
export function failureText(error: unknown, storeFolder: string): string {
  const raw = error instanceof Error ? error.message : String(error);
  const text = raw.replace(/\s+/g, ' ').trim().slice(0, LONGEST_DETAIL);
  const explanation = EXPLANATIONS.find(([pattern]) => pattern.test(text))?.[1].replaceAll('<store>', storeFolder);
  return explanation === undefined ? text || 'connecting failed' : `${explanation} (${text})`;
}
