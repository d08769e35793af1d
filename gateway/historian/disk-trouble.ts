/** Why a file could not be used: what a disk does, not what a program does wrong. */
export type DiskTrouble =
  /** The file is not what was written. Only setting it aside helps. */
  | 'damaged'
  | 'full'
  | 'read-only'
  /** The disk refuses or does not answer; it may do so later. */
  | 'failing';

/** Primary result codes of SQLite (sqlite.org/rescode.html). */
const BY_RESULT: Readonly<Record<number, DiskTrouble>> = {
  8: 'read-only',
  10: 'failing',
  11: 'damaged',
  13: 'full',
  14: 'failing',
  26: 'damaged',
};

/** Errors of the file system itself (errno(3)). */
const BY_ERRNO: Readonly<Record<string, DiskTrouble>> = {
  EDQUOT: 'full',
  EIO: 'failing',
  ENOSPC: 'full',
  EROFS: 'read-only',
};

/** Undefined when the error says nothing about the disk. */
export function troubleOf(error: unknown): DiskTrouble | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('errcode' in error) return BY_RESULT[Number(error.errcode) & 0xff];
  return 'code' in error ? BY_ERRNO[String(error.code)] : undefined;
}

/** As the file system says it (errno(3)). */
export const fullDisk = (): Error => Object.assign(new Error('the disk is full'), { code: 'ENOSPC' });
