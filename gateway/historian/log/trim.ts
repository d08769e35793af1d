/** A batch as the trimmer sees it. */
export interface TrimCandidate {
  readonly id: number;
  readonly size: number;
}

export interface TrimInput {
  /** Oldest batches, oldest first. */
  readonly oldest: readonly TrimCandidate[];
  readonly logBytes: number;
  readonly maxLogBytes: number;
  readonly freeDiskBytes: number;
  readonly freeDiskFloorBytes: number;
  /** Size of the file system. */
  readonly diskBytes: number;
  /** Every sink has proven everything up to here, long enough ago. */
  readonly safeId: number;
}

export interface TrimPlan {
  /** Delete everything up to and including this batch; 0 deletes nothing. */
  readonly deleteUpToId: number;
  /** True when batches go that a sink still needs. */
  readonly evicts: boolean;
}

/** A disk that others have filled does not cost the last few minutes of samples. */
const KEPT_ON_FULL_DISK_BYTES = 16 * 1024 * 1024;
/** On a small one the log does not keep all of it for itself. */
const KEPT_SHARE = 1 / 4;
/** SQLite's share per batch: row header, index, page rest. */
const ROW_OVERHEAD_BYTES = 128;

/** Proven batches go; beyond that the oldest give way when the log is over its cap or the disk is nearly full. */
export function planTrim({ oldest, safeId, ...input }: TrimInput): TrimPlan {
  let excess = excessBytes(input);
  let deleteUpToId = 0;
  let evicts = false;
  for (const { id, size } of oldest) {
    if (id > safeId && excess <= 0) break;
    evicts ||= id > safeId;
    deleteUpToId = id;
    excess -= size + ROW_OVERHEAD_BYTES;
  }
  return { deleteUpToId, evicts };
}

function excessBytes({
  logBytes,
  maxLogBytes,
  freeDiskBytes,
  freeDiskFloorBytes,
  diskBytes,
}: Omit<TrimInput, 'oldest' | 'safeId'>): number {
  const overCap = logBytes - maxLogBytes;
  const keptBytes = Math.min(KEPT_ON_FULL_DISK_BYTES, diskBytes * KEPT_SHARE);
  const missing = Math.min(freeDiskFloorBytes - freeDiskBytes, logBytes - keptBytes);
  return Math.max(0, overCap, missing);
}
