import type { Point } from '../domain/point.ts';
import { BatchBuilder } from '../domain/sample.ts';
import type { SampleConsumer } from './pipeline.ts';

/** Leaves out the points of kind `text`: what keeps numbers has nothing to keep of them. */
export function numbersOnly(points: readonly Point[], consume: SampleConsumer): SampleConsumer {
  const isText = Uint8Array.from(points, (point) => (point.kind === 'text' ? 1 : 0));
  if (!isText.includes(1)) return consume;
  const numbers = new BatchBuilder();
  return (batch) => {
    numbers.clear();
    for (let i = 0; i < batch.length; i++) {
      const point = batch.point[i]!;
      if (isText[point] === 0) numbers.add(point, batch.value[i]!, batch.quality[i]!, batch.sourceTime[i]!);
    }
    if (numbers.length > 0) consume(numbers);
  };
}
