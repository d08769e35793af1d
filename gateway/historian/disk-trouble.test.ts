import { expect, test } from 'vitest';
import { troubleOf } from './disk-trouble.ts';

const sqliteError = (errcode: number): Error =>
  Object.assign(new Error('refused'), { code: 'ERR_SQLITE_ERROR', errcode });
const fileError = (code: string): Error => Object.assign(new Error('refused'), { code });

test.each([
  [sqliteError(11), 'damaged'],
  [sqliteError(26), 'damaged'],
  [sqliteError(13), 'full'],
  [sqliteError(1034), 'failing'],
  [sqliteError(8), 'read-only'],
  [fileError('ENOSPC'), 'full'],
  [fileError('EROFS'), 'read-only'],
  [fileError('EIO'), 'failing'],
])('%o is the disk', (error, trouble) => {
  expect(troubleOf(error)).toBe(trouble);
});

test.each([sqliteError(19), fileError('ENOTDIR'), new Error('anything'), 'no error at all'])('%o is not', (error) => {
  expect(troubleOf(error)).toBeUndefined();
});
