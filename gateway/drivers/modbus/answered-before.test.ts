import { expect, test } from 'vitest';
import { ManualClock } from '../../../tests/harness/manual-clock.ts';
import { testDevice } from './device.fixtures.ts';
import type { Refusal } from './holes.ts';
import { Unit } from './unit.ts';

const TCP = { requestMs: 5, registerMs: 0.02, bitMs: 0.00125 };
const HOUR_MS = 3_600_000;
const POINTS = [
  { table: 'holding', register: 0 },
  { table: 'holding', register: 10, periodMs: 5_000 },
  { table: 'holding', register: 20 },
] as const;

function setup(): { unit: Unit; ask: (seconds: number, refusal?: Refusal) => void } {
  const clock = new ManualClock();
  const unit = new Unit(testDevice(POINTS), TCP, clock);
  const ask = (seconds: number, refusal?: Refusal): void => {
    for (let second = 0; second < seconds; second++) {
      for (const read of unit.reads) {
        if (refusal) unit.noteRefusal(read, refusal);
        else unit.noteAnswer(read);
      }
      clock.advance(1000);
    }
  };
  return { unit, ask };
}

const periods = (unit: Unit): number[] => [...new Set(unit.reads.map((read) => read.periodMs))].sort((a, b) => a - b);

test.each<Refusal>(['table', 'address', 'length'])(
  'what was answered before is asked for at its own pace while it is refused (%s)',
  (refusal) => {
    const { unit, ask } = setup();
    ask(2);
    ask(30, refusal);
    expect(periods(unit).at(-1)).toBeLessThanOrEqual(5_000);
    expect(unit.reads.flatMap((read) => read.points).sort()).toEqual([0, 1, 2]);
    ask(1);
    expect(unit.known.get('holding')).toMatchObject({ unsupported: [], isRefused: false });
  },
);

test('what has never been answered is asked for once an hour', () => {
  const { unit, ask } = setup();
  ask(30, 'address');
  expect(periods(unit)).toEqual([HOUR_MS]);
});

test('what is refused for minutes on end counts as taken away', () => {
  const { unit, ask } = setup();
  ask(2);
  ask(300, 'address');
  expect(periods(unit)).toEqual([HOUR_MS]);
});
