import fc from 'fast-check';
import { expect, it } from 'vitest';
import { failureText } from './failure-text.ts';

it.each([
  ['server Certificate verification failed with err BadCertificateUntrusted (0x801a0000)', '/state/x/rejected'],
  ['The connection has been rejected by server: BadSecurityChecksFailed (0x80130000)', '/state/x/own/certs'],
  ['Cannot find an Endpoint matching security mode: 3', 'does not offer this security policy'],
  ['serviceResult = BadIdentityTokenRejected (0x80210000)', 'user name or password'],
  ['serviceResult = BadTooManySessions (0x80560000)', 'no session left'],
  ['connect ECONNREFUSED 127.0.0.1:4840', 'nothing listens'],
])('%s', (raw, part) => {
  const text = failureText(new Error(raw), '/state/x');
  expect(text).toContain(part);
  expect(text).toContain(raw);
});

it('is one line of bearable length and never empty, whatever was thrown', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.constant(undefined), fc.string({ minLength: 400 })), (raw) => {
      const text = failureText(raw === undefined ? raw : new Error(raw), '/s');
      expect(text.length).toBeGreaterThan(0);
      expect(text.length).toBeLessThan(700);
      expect(text).not.toMatch(/[\r\n]/);
    }),
  );
});
