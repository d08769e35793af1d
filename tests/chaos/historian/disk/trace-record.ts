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
 * proves nothing. So everything written since the last good one must be written again before the next, unless the file
 * is given up. Answers with what is not.
 */
export function findTrustedRetries(calls: readonly TracedCall[]): string[] {
  return calls.flatMap((failed, at) => {
    if (failed.name !== 'fsync' || !failed.hasFailed) return [];
    const isEnd = ({ name, hasFailed }: TracedCall): boolean => name === 'close' || (name === 'fsync' && !hasFailed);
    const ofFile = calls.slice(0, at).filter(({ file }) => file === failed.file);
    const before = ofFile.slice(ofFile.findLastIndex(isEnd) + 1);
    const later = calls.slice(at + 1).filter(({ file }) => file === failed.file);
    const end = later.findIndex(isEnd);
    if (end < 0 || later[end]!.name === 'close') return [];
    const again = new Set(writtenOffsets(later.slice(0, end)));
    const missing = writtenOffsets(before).filter((offset) => !again.has(offset));
    if (missing.length === 0) return [];
    return [`after a failed fsync of file ${failed.file} the offsets ${missing} were not written again before the next`];
  });
}

const writtenOffsets = (calls: readonly TracedCall[]): number[] =>
  calls.filter(({ name }) => name === 'pwrite64').map(({ offset }) => offset);
