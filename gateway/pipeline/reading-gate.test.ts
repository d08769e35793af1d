import { expect, test } from 'vitest';
import { BatchBuilder, type SampleBatch } from '../domain/sample.ts';
import { ReadingGate } from './reading-gate.ts';

function batchOf(...readings: readonly (readonly [point: number, value: number])[]): SampleBatch {
  const batch = new BatchBuilder();
  for (const [point, value] of readings) batch.add(point, value, 0, 1_000 + value);
  return batch;
}

function recorder(): { seen: [number, number][]; take: (batch: SampleBatch) => void } {
  const seen: [number, number][] = [];
  const take = (batch: SampleBatch): void => {
    for (let i = 0; i < batch.length; i++) {
      seen.push([batch.point[i]!, batch.value[i]!]);
      batch.value[i] = Number.NaN;
    }
  };
  return { seen, take };
}

const NOTHING: ReadonlyMap<number, number> = new Map();
const same = (size: number): ReadonlyMap<number, number> => new Map(Array.from({ length: size }, (_, i) => [i, i]));

test('readings that come while the gate is shut wait, in order', () => {
  const gate = new ReadingGate();
  const first = recorder();
  gate.open(first.take, 2, NOTHING);
  gate.shut();
  gate.take(batchOf([0, 1], [1, 2]));
  gate.take(batchOf([0, 3]));
  expect(first.seen).toEqual([]);
  const second = recorder();
  gate.open(second.take, 2, same(2));
  expect(second.seen).toEqual([
    [0, 1],
    [1, 2],
    [0, 3],
  ]);
});

test('whoever is new behind it begins with the last raw reading of each point', () => {
  const gate = new ReadingGate();
  gate.open(recorder().take, 3, NOTHING);
  gate.take(batchOf([0, 1], [2, 5]));
  gate.take(batchOf([0, 7]));
  gate.shut();
  const second = recorder();
  gate.open(second.take, 3, same(3));
  expect(second.seen).toEqual([
    [0, 7],
    [2, 5],
  ]);
});

test('points go to their new index, and what is gone is forgotten', () => {
  const gate = new ReadingGate();
  gate.open(recorder().take, 3, NOTHING);
  gate.take(batchOf([0, 1], [1, 2], [2, 3]));
  gate.shut();
  gate.take(batchOf([1, 20], [2, 30]));
  const next = recorder();
  const moves = new Map([
    [0, 0],
    [2, 1],
  ]);
  gate.open(next.take, 2, moves);
  expect(next.seen).toEqual([
    [0, 1],
    [1, 3],
    [1, 30],
  ]);
});

test('the last raw reading of a point can be looked at, and goes with the point to its new index', () => {
  const gate = new ReadingGate();
  gate.open(recorder().take, 2, NOTHING);
  gate.take(batchOf([1, 7]));
  expect(gate.raw.of(0)).toBeUndefined();
  expect(gate.raw.of(1)).toEqual({ value: 7, quality: 0, sourceTime: 1_007 });
  gate.shut();
  gate.open(recorder().take, 1, new Map([[1, 0]]));
  expect(gate.raw.of(0)?.value).toBe(7);
  expect(gate.raw.of(1)).toBeUndefined();
});
