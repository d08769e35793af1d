import type { WriteResult } from './driver.ts';

export interface WriteLimits {
  /** Not to be sent after this, monotonic ms. */
  readonly expiresAt: number;
  /** How long the device may take to show the new value. */
  readonly verifyWithinMs: number;
}

/** The way to the plant, below every permission: who may ask for what has been decided before. */
export interface FieldWriter {
  /** Puts a raw value into a writable point and reads it back. Sent at most once, never again after a failure. Never rejects. */
  write(point: number, raw: number, limits: WriteLimits): Promise<WriteResult>;
}
