import { expect, test } from 'vitest';
import { examplePoint } from '../../tests/harness/builders.ts';
import { BatchBuilder, copyBatch, type SampleBatch } from '../domain/sample.ts';
import { numbersOnly } from './numbers-only.ts';

test('points of kind text are left out, and a batch of nothing else is not handed on', () => {
  const seen: SampleBatch[] = [];
  const points = [examplePoint(), examplePoint({ index: 1, kind: 'text' }), examplePoint({ index: 2 })];
  const take = numbersOnly(points, (batch) => void seen.push(copyBatch(batch)));
  const batch = new BatchBuilder();
  batch.add(1, 0, 0, 10);
  take(batch);
  expect(seen).toEqual([]);
  batch.add(2, 5, 0, 11);
  batch.add(0, 4, 64, 12);
  take(batch);
  expect([...seen[0]!.point]).toEqual([2, 0]);
  expect([...seen[0]!.value]).toEqual([5, 4]);
  expect([...seen[0]!.quality]).toEqual([0, 64]);
});
