import { expect, test } from 'vitest';
import { examplePoint } from '../../tests/harness/builders.ts';
import { QUALITY } from '../domain/quality.ts';
import { BatchBuilder } from '../domain/sample.ts';
import { Latest } from './latest.ts';
import { createPipeline } from './pipeline.ts';

test('consumers see samples, not readings, in the order given', () => {
  const seen: string[] = [];
  const run = createPipeline(
    [examplePoint({ scale: 2 })],
    [(batch) => seen.push(`alarms ${batch.value[0]}`), (batch) => seen.push(`latest ${batch.value[0]}`)],
  );
  const batch = new BatchBuilder();
  batch.add(0, 21, QUALITY.good, 5);
  run(batch);
  expect(seen).toEqual(['alarms 42', 'latest 42']);
});

test('latest starts as waiting and takes whatever arrived last', () => {
  const latest = new Latest(2);
  expect(latest.quality[0]).toBe(QUALITY['bad-waiting']);
  const batch = new BatchBuilder();
  batch.add(1, 7, QUALITY.good, 2000);
  batch.add(1, 8, QUALITY.good, 1000);
  let notified = 0;
  const stop = latest.onBatch(() => notified++);
  latest.take(batch);
  stop();
  latest.take(batch);
  expect([latest.value[1], latest.sourceTime[1], notified]).toEqual([8, 1000, 1]);
});
