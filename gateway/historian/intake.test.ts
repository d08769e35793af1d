import { expect, test } from 'vitest';
import { QUALITY } from '../domain/quality.ts';
import { BatchBuilder } from '../domain/sample.ts';
import { type Collected, Intake } from './intake.ts';
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
  intake.take(batchOf([0, 1, 0, 1000], [1, 5, 0, 1000], [0, 2, 0, 1000]), 'queue-full');
  const staged = intake.collect().samples;
  expect([...staged.value]).toEqual([2, 5]);
});

test('a second sample of a moment that has been posted is left out, and the change is reported with the next one', () => {
  const intake = intakeOf(1);
  intake.take(batchOf([0, 1, 0, 1000]), 'queue-full');
  intake.collect().samples;
  intake.take(batchOf([0, 2, 0, 1000]), 'queue-full');
  expect(intake.staging.length).toBe(0);
  intake.take(batchOf([0, 2, 0, 2000]), 'queue-full');
  expect([...intake.collect().samples.value]).toEqual([2]);
});

test('a value that is no number becomes a bad sample without a value', () => {
  const intake = intakeOf(1);
  intake.take(batchOf([0, Number.POSITIVE_INFINITY, 0, 1000]), 'queue-full');
  intake.take(batchOf([0, 17, QUALITY['bad-sentinel'], 2000]), 'queue-full');
  const { value, quality } = intake.collect().samples;
  expect([...value]).toEqual([Number.NaN, Number.NaN]);
  expect([...quality]).toEqual([QUALITY['bad-not-a-number'], QUALITY['bad-sentinel']]);
});

test('unknown points and impossible times are left out', () => {
  const intake = intakeOf(1);
  intake.take(batchOf([7, 1, 0, 1000], [0, 1, 0, Number.NaN], [0, 1, 0, -5], [0, 1, 0, 1e18]), 'queue-full');
  expect(intake.staging.length).toBe(0);
});

/** An intake whose staging is full of samples of point 1. */
function fullIntake(): Intake {
  const intake = intakeOf(3);
  for (let i = 0; i < STAGED_SAMPLES; i++) intake.take(batchOf([1, i, 0, i]), 'queue-full');
  return intake;
}

const staged = ({ samples }: Collected) =>
  Array.from(samples.point, (index, i) => [index, samples.value[i]!, samples.quality[i]!, samples.sourceTime[i]!]);

test('what finds no room makes a hole that begins with the first sample missing, and the next value is told', () => {
  const intake = fullIntake();
  expect(intake.take(batchOf([0, 5, 0, 1_000], [0, 7, 0, 2_000]), 'disk-refused').refused).toBe(2);
  expect(intake.collect()).toMatchObject({ marks: 0, losses: [] });
  intake.take(batchOf([0, 7, 0, 3_000]), 'queue-full');
  const second = intake.collect();
  expect(staged(second)).toEqual([
    [0, Number.NaN, QUALITY['bad-waiting'], 1_000],
    [0, 7, 0, 3_000],
  ]);
  expect(second.marks).toBe(1);
  expect(second.losses).toEqual([{ kind: 'disk-refused', sink: null, from: 1_000, to: 2_000, samples: 2 }]);
  expect(intake.collect()).toMatchObject({ samples: { length: 0 }, marks: 0, losses: [] });
});

test('only what would have been recorded counts as lost', () => {
  const intake = fullIntake();
  const fates = intake.take(
    batchOf([0, 5, 0, 1_000], [0, 5, 0, 2_000], [0, 6, 0, 2_000], [0, 8, 0, 2_000]),
    'queue-full',
  );
  expect(fates).toEqual({ kept: 0, filtered: 1, 'same-moment': 1, refused: 2, invalid: 0 });
});

test('a second sample of a moment that was refused does not change an older one that waits', () => {
  const intake = intakeOf(2);
  intake.take(batchOf([0, 1, 0, 500]), 'queue-full');
  for (let i = 0; i < STAGED_SAMPLES - 1; i++) intake.take(batchOf([1, i, 0, i]), 'queue-full');
  intake.take(batchOf([0, 2, 0, 1_000], [0, 3, 0, 1_000]), 'queue-full');
  expect(staged(intake.collect())[0]).toEqual([0, 1, 0, 500]);
});

test('a server that repeats the moment that was refused is heard once there is room', () => {
  const intake = fullIntake();
  intake.take(batchOf([0, 5, 0, 1_000]), 'queue-full');
  intake.collect();
  intake.take(batchOf([0, 5, 0, 1_000]), 'queue-full');
  expect(staged(intake.collect())).toEqual([
    [0, Number.NaN, QUALITY['bad-waiting'], 1_000],
    [0, 5, 0, 1_000],
  ]);
});

test('room that is made in the middle of a batch marks the holes before anything else', () => {
  const intake: Intake = new Intake(
    [0, 1].map((index) => point(index)),
    () => collected.push(intake.collect()),
  );
  const collected: Collected[] = [];
  for (let i = 0; i <= STAGED_SAMPLES; i++) intake.take(batchOf([1, i, 0, i]), 'queue-full');
  expect(collected.map(({ samples }) => samples.length)).toEqual([STAGED_SAMPLES]);
  expect(intake.waiting).toBe(1);
});
