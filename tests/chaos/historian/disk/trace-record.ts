/** One recorded system call on a file. */
export interface TracedCall {
  readonly thread: string;
  readonly name: string;
  readonly file: string;
  /** Where a write goes; NaN for other calls. */
  readonly offset: number;
  readonly isInjected: boolean;
  readonly hasFailed: boolean;
}

/** `12 pwrite64(22, "…"..., 4096, 8296) = 4096`, `12 fsync(22) = -1 EIO (Input/output error) (INJECTED)`. */
const CALL = /^(\d+) +(\w+)\((\d+)(?:.*, (\d+))?\) += (-?\d+)(.*)$/;

/** Reads a record of strace; lines that are no whole call are left out. */
export function parseTrace(text: string): TracedCall[] {
  return text.split('\n').flatMap((line): TracedCall[] => {
    const [, thread, name, file, offset, result, rest] = CALL.exec(line) ?? [];
    if (!thread || !name || !file) return [];
    const isInjected = rest!.includes('(INJECTED)');
    return [{ thread, name, file, offset: Number(offset), isInjected, hasFailed: Number(result) < 0 }];
  });
}

/**
 * After a failed fsync the pages it was about may be marked clean without being on the disk: a second fsync that succeeds
 * proves nothing. So everything written since the last good one must be written again, and fsynced after that, unless
 * the file is given up. Answers with what is not.
 */
export function findTrustedRetries(calls: readonly TracedCall[]): string[] {
  return calls.flatMap((failed, at) => {
    if (failed.name !== 'fsync' || !failed.hasFailed) return [];
    const before = calls.slice(0, at).filter(({ file }) => file === failed.file);
    const doubtful = before.slice(before.findLastIndex((call) => isGoodFsync(call) || isGivenUp(call)) + 1);
    const later = calls.slice(at + 1).filter(({ file }) => file === failed.file);
    const end = later.findIndex(isGivenUp);
    const life = end < 0 ? later : later.slice(0, end);
    const proven = new Set(writtenOffsets(life.slice(0, life.findLastIndex(isGoodFsync) + 1)));
    const missing = writtenOffsets(doubtful).filter((offset) => !proven.has(offset));
    const isCutOff = later[end]?.name === 'ftruncate';
    if (missing.length === 0 || isCutOff || !life.some(isGoodFsync)) return [];
    return [`after a failed fsync of file ${failed.file} the offsets ${missing} were not written again`];
  });
}

const isGoodFsync = ({ name, hasFailed }: TracedCall): boolean => name === 'fsync' && !hasFailed;

/** Closed, or cut off by a rollback or because all that counts in it has been copied. */
const isGivenUp = ({ name }: TracedCall): boolean => name === 'close' || name === 'ftruncate';

const writtenOffsets = (calls: readonly TracedCall[]): number[] =>
  calls.filter(({ name }) => name === 'pwrite64').map(({ offset }) => offset);
