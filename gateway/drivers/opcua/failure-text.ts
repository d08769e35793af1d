import type { CertificateRow } from '../../ports/driver-tools.ts';

const LONGEST_DETAIL = 300;

/** The certificate a server showed at the last attempt; `isPinned` when somebody has trusted this very one. */
export interface ShownCertificate extends Omit<CertificateRow, 'state'> {
  readonly isPinned: boolean;
}

export interface FailurePlace {
  readonly connectionId: string;
  /** Where the certificates of this connection are. */
  readonly storeFolder: string;
  readonly shown?: ShownCertificate | undefined;
}

/** What the library's commonest refusals mean and what to do; the first that matches is used. */
const EXPLANATIONS: readonly (readonly [RegExp, string])[] = [
  [/verification failed.*TimeInvalid/, 'the certificate of the server has expired, or a clock is wrong<certificate>'],
  [
    /Certificate verification failed/,
    'the certificate of the server is not trusted<certificate>; compare the fingerprint with the one the server itself shows, then: plantroom trust --connection <connection> <fingerprint>',
  ],
  [
    /BadSecurityChecksFailed|BadCertificate/,
    'the server refused our certificate; it must be told to trust the one in <store>/own/certs',
  ],
  [
    /BadSecurityPolicyRejected|BadSecurityModeRejected|cannot find .*endpoint|End point must exist/i,
    'the server does not offer this security policy and mode',
  ],
  [/Cannot find .*user token policy/i, 'the server does not offer this way to sign in'],
  [
    /BadIdentityToken|BadUserAccessDenied|BadUserSignatureInvalid/,
    'the server refused the user name and password, or the certificate of the user',
  ],
  [/BadTooManySessions|BadMaxConnectionsReached/, 'the server has no session left for us'],
  [/BadInvalidTimestamp/, 'the clocks of gateway and server are too far apart'],
  [/ECONNREFUSED/, 'nothing listens at that address'],
];

/** One line for people about why connecting failed. */
export function failureText(error: unknown, { connectionId, storeFolder, shown }: FailurePlace): string {
  const raw = error instanceof Error ? error.message : String(error);
  const text = raw.replace(/\s+/g, ' ').trim().slice(0, LONGEST_DETAIL);
  const template = EXPLANATIONS.find(([pattern]) => pattern.test(text))?.[1];
  if (template === undefined) return text || 'connecting failed';
  const explanation = template
    .replace('<store>', () => storeFolder)
    .replace('<connection>', () => connectionId)
    .replace('<fingerprint>', () => shown?.fingerprint.slice(0, 16) ?? 'fingerprint')
    .replace('<certificate>', () => certificateText(shown));
  return `${explanation} (${text})`;
}

const certificateText = (shown: ShownCertificate | undefined): string =>
  shown ? `: fingerprint ${shown.fingerprint}, ${shown.subject}, valid until ${shown.validUntil.slice(0, 10)}` : '';
