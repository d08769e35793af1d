import { createHash } from 'node:crypto';

/** The same parts give the same id (hex), others another: what is queued twice is there once. */
export const noticeId = (parts: readonly (string | number)[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex');
