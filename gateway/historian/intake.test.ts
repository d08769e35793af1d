import { expect, test } from 'vitest';
import { silentMetrics } from '../../tests/harness/silent-metrics.ts';
import { QUALITY } from '../domain/quality.ts';
import { BatchBuilder } from '../domain/sample.ts';
import { HistorianMetrics } from './historian-metrics.ts';
import { Intake } from './intake.ts';
import { STAGED_SAMPLES } from './limits.ts';
import type { HistorianPoint } from './settings.ts';

const point = (index: number): HistorianPoint => ({
  index,
  tag: `t${index}`,
  kind: 'number',
  unit: '',
  equipment: 'e',
  equipmentClass: 'c',
  area: 'a',
  name: `n${index}`,
  deadband: 0,
});

function intakeOf(points: number): Intake {
  return new Intake(
    Array.from({ length: points }, (_, i) => point(i)),
    new HistorianMetrics(silentMetrics),
    () => {},
  );
}

function batchOf(...samples: [number, number, number, number][]): BatchBuilder {
  const batch = new BatchBuilder(4);
  for (const [index, value, quality, time] of samples) batch.add(index, value, quality, time);
  return batch;
}

test('of two samples of one moment the later one is kept', () => {
  const intake = intakeOf(2);
  intake.take(batchOf([0, 1, 0, 1000], [1, 5, 0, 1000], [0, 2, 0, 1000]));
  const staged = intake.staging.take();
  expect([...staged.value]).toEqual([2, 5]);
  expect(intake.droppedSamples).toBe(0);
});

test('a second sample of a moment that has been posted is left out, and the change is reported with the next one', () => {
  const intake = intakeOf(1);
  intake.take(batchOf([0, 1, 0, 1000]));
  intake.staging.take();
  intake.take(batchOf([0, 2, 0, 1000]));
  expect(intake.staging.length).toBe(0);
  intake.take(batchOf([0, 2, 0, 2000]));
  expect([...intake.staging.take().value]).toEqual([2]);
});

test('a value that is no number becomes a bad sample without a value', () => {
  const intake = intakeOf(1);
  intake.take(batchOf([0, Number.POSITIVE_INFINITY, 0, 1000]));
  intake.take(batchOf([0, 17, QUALITY['bad-sentinel'], 2000]));
  const { value, quality } = intake.staging.take();
  expect([...value]).toEqual([Number.NaN, Number.NaN]);
  expect([...quality]).toEqual([QUALITY['bad-not-a-number'], QUALITY['bad-sentinel']]);
});

test('unknown points and impossible times are left out', () => {
  const intake = intakeOf(1);
  intake.take(batchOf([7, 1, 0, 1000], [0, 1, 0, Number.NaN], [0, 1, 0, -5], [0, 1, 0, 1e18]));
  expect(intake.staging.length).toBe(0);
});

test('what finds no room is counted, and the newest state is reported once there is room again', () => {
  const intake = intakeOf(1);
  for (let i = 0; i < STAGED_SAMPLES + 10; i++) intake.take(batchOf([0, i, 0, i]));
  expect(intake.droppedSamples).toBe(10);
  intake.staging.take();
  intake.take(batchOf([0, STAGED_SAMPLES + 9, 0, STAGED_SAMPLES + 11]));
  expect(intake.staging.length).toBe(1);
});
