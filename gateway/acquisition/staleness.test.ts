import { expect, test } from 'vitest';
import { examplePoint } from '../../tests/harness/builders.ts';
import { ManualClock } from '../../tests/harness/manual-clock.ts';
import { QUALITY } from '../domain/quality.ts';
import { BatchBuilder } from '../domain/sample.ts';
import { Staleness } from './staleness.ts';

function rig(limits: readonly number[]) {
  const clock = new ManualClock();
  const stale: [number, number][] = [];
  const points = limits.map((staleAfterMs, index) => examplePoint({ index, staleAfterMs }));
  const staleness = new Staleness(points, clock, (batch) => {
    for (let i = 0; i < batch.length; i++) {
      expect(batch.quality[i]).toBe(QUALITY['bad-stale']);
      expect(batch.value[i]).toBeNaN();
      stale.push([batch.point[i]!, clock.monotonicMs()]);
    }
  });
  const read = (point: number, quality: number = QUALITY.good): void => {
    const batch = new BatchBuilder();
    batch.add(point, 1, quality, clock.nowMs());
    staleness.observe(batch);
  };
  staleness.start();
  return { clock, staleness, stale, read };
}

test('a point goes stale once, after its own limit', () => {
  const { clock, stale, read } = rig([3000, 15_000]);
  read(0);
  read(1);
  clock.advance(10_000);
  expect(stale).toEqual([[0, 3500]]);
  clock.advance(60_000);
  expect(stale).toEqual([
    [0, 3500],
    [1, 15_500],
  ]);
});

test('a good reading makes it fresh again, also after it was stale', () => {
  const { clock, stale, read } = rig([3000]);
  for (let i = 0; i < 10; i++) {
    read(0);
    clock.advance(2500);
  }
  expect(stale).toEqual([]);
  clock.advance(5000);
  read(0);
  clock.advance(5000);
  expect(stale).toHaveLength(2);
});

test('a point that is bad, or was never read, keeps its reason', () => {
  const { clock, stale, read } = rig([3000, 3000]);
  read(0);
  read(0, QUALITY['bad-timeout']);
  clock.advance(60_000);
  expect(stale).toEqual([]);
});

test('an uncertain reading counts as heard', () => {
  const { clock, stale, read } = rig([3000]);
  read(0, QUALITY['uncertain-clock']);
  clock.advance(2000);
  expect(stale).toEqual([]);
  clock.advance(2000);
  expect(stale).toHaveLength(1);
});

test('a sign of life keeps what was good and revives nothing', () => {
  const { clock, staleness, stale, read } = rig([3000, 3000]);
  read(0);
  read(1, QUALITY['bad-device']);
  for (let i = 0; i < 10; i++) {
    clock.advance(2000);
    staleness.confirm([0, 1]);
  }
  expect(stale).toEqual([]);
  clock.advance(5000);
  expect(stale.map(([point]) => point)).toEqual([0]);
  staleness.confirm([0]);
  clock.advance(5000);
  expect(stale).toHaveLength(1);
});

test('a step of the wall clock makes nothing stale', () => {
  const { clock, stale, read } = rig([3000]);
  read(0);
  clock.stepWall(3_600_000);
  clock.advance(2000);
  expect(stale).toEqual([]);
});

test('another version of the site keeps what is known of the tags that stay, wherever they are now', () => {
  const { clock, staleness, stale, read } = rig([3000, 3000]);
  read(0);
  read(1);
  clock.advance(1000);
  const stays = examplePoint({ index: 2, tag: 'X1.value', staleAfterMs: 6000 });
  staleness.setPoints([examplePoint({ tag: 'new.a' }), examplePoint({ tag: 'new.b' }), stays]);
  clock.advance(10_000);
  expect(stale).toEqual([[2, 6500]]);
});
