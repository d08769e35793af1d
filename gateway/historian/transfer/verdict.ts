import { isBad, isGood } from '../../domain/quality.ts';
import { positionOf, type Series } from '../series.ts';

/** What is to be done with a sample of the past. */
export const VERDICT = { write: 0, replace: 1, present: 2, tooOld: 3, invalid: 4 } as const;
export type Verdict = (typeof VERDICT)[keyof typeof VERDICT];

export interface PastSample {
  readonly time: number;
  readonly value: number;
  readonly quality: number;
}

/** The verdict on a sample beside those that its day has already. Good is good, however it was come by. */
export function judgeAgainst(known: Series, { time, value, quality }: PastSample): Verdict {
  const i = positionOf(known, time);
  if (i >= known.length || known.time[i] !== time) return VERDICT.write;
  const before = known.quality[i]!;
  const isSameQuality = before === quality || (isGood(before) && isGood(quality));
  const isSameValue = isBad(quality) || Object.is(known.value[i], value);
  return isSameQuality && isSameValue ? VERDICT.present : VERDICT.replace;
}
