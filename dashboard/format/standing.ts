import { QUALITY, qualityLevel } from '../../gateway/domain/quality.ts';

/** What a shown value is worth: its quality, unless it is too old to be called anything but stale. */
export type Standing = 'good' | 'uncertain' | 'stale' | 'bad';

/** Codes whose only fault is age: a value was there and is not renewed. */
const STALE_CODES: ReadonlySet<number> = new Set([129, 130, 137]);

/** Nobody expects it to be renewed; its age stands beside it. */
const READ_BY_HAND = QUALITY['good-manual'];

export interface Sample {
  readonly value: number;
  readonly quality: number;
  /** ms since the epoch; 0 before the first reading. */
  readonly sourceTime: number;
}

/**
 * How a sample may be shown at `now`. The gateway's word is not enough: a value older than `staleAfterMs`, or one that arrived
 * over a link that is now lost, is stale even if it was good when it was sent, so that a frozen number never looks alive.
 */
export function standingOf(sample: Sample, staleAfterMs: number, now: number, linkLost: boolean): Standing {
  if (sample.sourceTime <= 0) return 'bad';
  const known = Number.isFinite(sample.value);
  if (qualityLevel(sample.quality) === 'bad') return known && STALE_CODES.has(sample.quality) ? 'stale' : 'bad';
  if (!known) return 'bad';
  if (linkLost || (sample.quality !== READ_BY_HAND && now - sample.sourceTime > staleAfterMs)) return 'stale';
  return qualityLevel(sample.quality) === 'uncertain' ? 'uncertain' : 'good';
}
