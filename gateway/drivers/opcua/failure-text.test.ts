import fc from 'fast-check';
import { expect, it } from 'vitest';
import { failureText } from './failure-text.ts';

const PLACE = {
  connectionId: 'lifts-a',
  storeFolder: '/state/x',
  shown: {
    fingerprint: '0123456789abcdef0123456789abcdef01234567',
    subject: 'CN=plc',
    validUntil: '2030-01-02T03:04:05.000Z',
    isPinned: false,
  },
};

it.each([
  [
    'server Certificate verification failed with err BadCertificateUntrusted (0x801a0000)',
    'plantroom trust --connection lifts-a 0123456789abcdef',
  ],
  ['server Certificate verification failed with err BadCertificateTimeInvalid (0x80140000)', 'expired'],
  ['The connection has been rejected by server: BadCertificateUntrusted (0x801a0000)', '/state/x/own/certs'],
  ['The connection has been rejected by server: BadSecurityChecksFailed (0x80130000)', '/state/x/own/certs'],
  ['Cannot find an Endpoint matching security mode: 3', 'does not offer this security policy'],
  ['serviceResult = BadIdentityTokenRejected (0x80210000)', 'user name and password'],
  ['serviceResult = BadTooManySessions (0x80560000)', 'no session left'],
  ['connect ECONNREFUSED 127.0.0.1:4840', 'nothing listens'],
])('%s', (raw, part) => {
  const text = failureText(new Error(raw), PLACE);
  expect(text).toContain(part);
  expect(text).toContain(raw);
});

it('names the certificate a server showed, in full', () => {
  const text = failureText(
    new Error('server Certificate verification failed with err BadCertificateTimeInvalid'),
    PLACE,
  );
  expect(text).toContain(`fingerprint ${PLACE.shown.fingerprint}, CN=plc, valid until 2030-01-02`);
});

it('is one line of bearable length and never empty, whatever was thrown', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.constant(undefined), fc.string({ minLength: 400 })), (raw) => {
      const text = failureText(raw === undefined ? raw : new Error(raw), { connectionId: 'a', storeFolder: '/s' });
      expect(text.length).toBeGreaterThan(0);
      expect(text.length).toBeLessThan(700);
      expect(text).not.toMatch(/[\r\n]/);
    }),
  );
});
