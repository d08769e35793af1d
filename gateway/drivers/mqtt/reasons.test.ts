import { describe, expect, it } from 'vitest';
import { connectFailure } from './reasons.ts';

describe('why a connection failed', () => {
  it.each([
    ['CERT_HAS_EXPIRED', 'has expired'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'another name'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'no known authority'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'no known authority'],
    ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'client certificate'],
    ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', 'does not accept our certificate'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'does not speak TLS'],
  ])('%s', (code, words) => {
    expect(connectFailure(Object.assign(new Error('raw words'), { code }))).toMatch(
      new RegExp(`${words}.*: raw words`),
    );
  });

  it('the broker said so, with its code', () => {
    expect(connectFailure(Object.assign(new Error('Connection refused: Banned'), { code: 138 }))).toBe(
      'Connection refused: Banned (reason code 138)',
    );
  });

  it('a name with several addresses', () => {
    expect(connectFailure(new AggregateError([new Error('connect ECONNREFUSED ::1:1883')]))).toContain('ECONNREFUSED');
  });
});
