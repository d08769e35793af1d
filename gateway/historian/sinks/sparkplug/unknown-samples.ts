import type { SampleBatch } from '../../../domain/sample.ts';
import type { QuarantinedValue } from '../../log/quarantine-row.ts';
import type { NodePlan } from './node-plan.ts';

/** Samples of points that are not configured any more: no birth names them, so no host would know what they are. */
export function unknownSamples(plan: NodePlan, batches: readonly SampleBatch[]): QuarantinedValue[] {
  const reason = 'the point is not configured any more';
  const unknown: QuarantinedValue[] = [];
  for (const { length, point, value, sourceTime } of batches) {
    for (let i = 0; i < length; i++) {
      if (plan.find(point[i]!)) continue;
      // A bad sample has no value, and none can be kept of it.
      unknown.push({ point: point[i]!, timeMs: sourceTime[i]!, value: value[i]! || 0, reason });
    }
  }
  return unknown;
}
