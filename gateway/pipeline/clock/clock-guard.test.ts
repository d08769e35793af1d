import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../../tests/harness/manual-clock.ts';
import type { ClockStep } from '../../domain/clock-trust.ts';
import { QUALITY } from '../../domain/quality.ts';
import { BatchBuilder } from '../../domain/sample.ts';
import { ClockGuard } from './clock-guard.ts';

const TRUE_START = Date.UTC(2026, 5, 1);

function rig(wallMs: number) {
  const clock = new ManualClock(wallMs);
  const steps: ClockStep[] = [];
  const guard = new ClockGuard({ clock, onStep: (step) => steps.push(step) });
  guard.start();
  const kept: [value: number, quality: number, time: number][] = [];
  const { take, release } = guard.holding(({ length, value, quality, sourceTime }) => {
    for (let i = 0; i < length; i++) kept.push([value[i]!, quality[i]!, sourceTime[i]!]);
  });
  const read = (value: number, time = clock.nowMs(), quality: number = QUALITY.good): number => {
    const batch = new BatchBuilder();
    batch.add(0, value, quality, time);
    guard.mark(batch);
    take(batch);
    return batch.quality[0]!;
  };
  return { clock, steps, kept, read, release, guard };
}

describe('the guard over the clock', () => {
  it('leaves everything as it is while the clock goes right', () => {
    const { clock, steps, kept, read } = rig(TRUE_START);
    expect(read(1)).toBe(QUALITY.good);
    clock.advance(86_400_000);
    read(2);
    expect(kept.map(([value]) => value)).toEqual([1, 2]);
    expect(steps).toEqual([]);
  });

  it('tells of a step within a second, even when nothing is read', () => {
    const { clock, steps } = rig(TRUE_START);
    clock.advance(10_000);
    clock.stepWall(7_200_000);
    clock.advance(1_000);
    expect(steps).toEqual([{ fromMs: TRUE_START + 11_000, toMs: TRUE_START + 7_211_000 }]);
  });

  it('keeps samples of a clock that is not set, and puts them in with their right times', () => {
    const { clock, kept, read } = rig(5_000);
    expect(read(1)).toBe(QUALITY['uncertain-clock']);
    clock.advance(60_000);
    read(2);
    expect(kept).toEqual([]);
    clock.advance(3_000);
    clock.stepWall(TRUE_START - 68_000);
    clock.advance(1_000);
    expect(kept).toEqual([
      [1, QUALITY['uncertain-clock'], TRUE_START - 63_000],
      [2, QUALITY['uncertain-clock'], TRUE_START - 3_000],
    ]);
    expect(read(3)).toBe(QUALITY.good);
    expect(kept.at(-1)).toEqual([3, QUALITY.good, TRUE_START + 1_000]);
  });

  it('does not move a time that the equipment itself gave', () => {
    const { clock, kept, read } = rig(5_000);
    read(1, TRUE_START - 500);
    clock.stepWall(TRUE_START);
    clock.advance(1_000);
    expect(kept[0]![2]).toBe(TRUE_START - 500);
  });

  it('marks the hour that comes a second time after the clock was set back', () => {
    const { clock, read } = rig(TRUE_START);
    clock.advance(3_600_000);
    clock.stepWall(-1_800_000);
    expect(read(1)).toBe(QUALITY['uncertain-clock']);
    expect(read(1, clock.nowMs(), QUALITY['bad-timeout'])).toBe(QUALITY['bad-timeout']);
    clock.advance(1_800_001);
    expect(read(2)).toBe(QUALITY.good);
  });

  it('lets go of what it holds when it is asked to end, with the time it has', () => {
    const { kept, read, release } = rig(5_000);
    read(1);
    release();
    expect(kept).toEqual([[1, QUALITY['uncertain-clock'], 5_000]]);
  });

  it('holds a bounded amount; the oldest goes on uncorrected', () => {
    const { kept, guard } = rig(5_000);
    const batch = new BatchBuilder();
    for (let i = 0; i < 300_000; i++) batch.add(0, i, QUALITY.good, 5_000 + i);
    let passed = 0;
    const { take } = guard.holding(({ length }) => (passed += length));
    for (let i = 0; i < 5; i++) take(batch);
    expect(passed).toBe(600_000);
    expect(kept).toEqual([]);
  });
});
