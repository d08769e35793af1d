import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs `work` with a folder of its own that has `neededBytes` to spare, and removes it in any case. */
export async function withFolder<T>(neededBytes: number, work: (folder: string) => Promise<T>): Promise<T> {
  const { bavail, bsize } = statfsSync(tmpdir());
  if (bavail * bsize < neededBytes + 500_000_000)
    throw new Error(`${tmpdir()} has not ${neededBytes / 1e6} MB to spare`);
  const folder = mkdtempSync(join(tmpdir(), 'plantroom-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
