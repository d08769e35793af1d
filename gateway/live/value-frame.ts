import { createLiveFrame } from '../contract/live-frame.ts';
import type { LatestValues } from '../ports/latest-values.ts';
import type { PointSet } from './point-set.ts';

/** The newest values of these points as one binary frame, by rising index. */
export function writeValueFrame(points: PointSet, latest: LatestValues, sequence: number, nowMs: number): ArrayBuffer {
  const { buffer, frame } = createLiveFrame(sequence, points.count(), nowMs);
  let at = 0;
  points.forEach((index) => {
    frame.point[at] = index;
    frame.value[at] = latest.value[index]!;
    frame.quality[at] = latest.quality[index]!;
    frame.sourceTime[at] = latest.sourceTime[index]!;
    at++;
  });
  return buffer;
}
