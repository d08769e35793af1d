import { expect, test } from 'vitest';
import { oneTimePassword } from './one-time-password.ts';

test('is four groups that can be read aloud, made of every byte', () => {
  const counting = (bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> => bytes.map((_, index) => index);
  expect(oneTimePassword(counting)).toBe('abcd-efgh-ijkm-npqr');
  expect(oneTimePassword((bytes) => bytes.fill(255))).toBe('9999-9999-9999-9999');
});
