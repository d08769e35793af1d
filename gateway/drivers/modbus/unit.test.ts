import { expect, test } from 'vitest';
import { ManualClock } from '../../../tests/harness/manual-clock.ts';
import type { BusTime } from './bus-time.ts';
import { type TestPoint, testDevice } from './device.fixtures.ts';
import type { PlannedRead } from './device-plan.ts';
import { holesOf } from './hole-words.ts';
import { isGivenUp, Unit } from './unit.ts';

const TCP: BusTime = { requestMs: 5, registerMs: 0.02, bitMs: 0.00125 };
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const holding = (register: number, more: object = {}): TestPoint => ({ table: 'holding', register, ...more });
const ranges = (unit: Unit): [number, number][] => unit.reads.map(({ start, end }) => [start, end]);

function setup(points: readonly TestPoint[], settings: object = {}): { unit: Unit; clock: ManualClock } {
  const clock = new ManualClock();
  return { unit: new Unit(testDevice(points, settings), TCP, clock), clock };
}

/** Whether a unit answers, and how: refuses an address, or a length. */
type Temper = (read: PlannedRead) => 'answer' | 'address' | 'length';

/** Asks all that is in the plan once a second; gives the refusals. */
function live(unit: Unit, clock: ManualClock, seconds: number, temper: Temper, tookMs = 5): PlannedRead[] {
  const refused: PlannedRead[] = [];
  for (let second = 0; second < seconds; second++) {
    for (const read of unit.reads) {
      const reply = temper(read);
      if (reply !== 'answer') {
        refused.push(read);
        unit.noteRefusal(read, reply);
        continue;
      }
      unit.noteTime(read, tookMs);
      unit.noteAnswer(read);
    }
    clock.advance(1000);
  }
  return refused;
}

const answers: Temper = () => 'answer';
const refusesAll: Temper = () => 'address';
const crossing =
  (register: number): Temper =>
  ({ start, end }) =>
    start <= register && register < end ? 'address' : 'answer';

test('what was refused only for a moment is read in one piece again a minute later', () => {
  const { unit, clock } = setup([holding(0), holding(10), holding(20), holding(30)]);
  expect(ranges(unit)).toEqual([[0, 31]]);
  live(unit, clock, 1, refusesAll);
  expect(ranges(unit)).toEqual([
    [0, 11],
    [20, 31],
  ]);
  live(unit, clock, 59, answers);
  expect(ranges(unit)).toHaveLength(2);
  live(unit, clock, 3, answers);
  expect(ranges(unit)).toEqual([[0, 31]]);
  expect(unit.learned.tables.get('holding')).toMatchObject({ cuts: [], searches: [] });
});

test('and a refusal that left many pieces leaves no more requests behind than there were', () => {
  const { unit, clock } = setup(Array.from({ length: 16 }, (_, i) => holding(10 * i, { type: 'u32' })));
  live(unit, clock, 5, answers);
  const before = unit.reads.length;
  live(unit, clock, 3, refusesAll);
  expect(unit.reads.length).toBeGreaterThan(before + 1);
  live(unit, clock, 100, answers);
  expect(unit.reads).toHaveLength(before);
});

test('a trial carries no points, and one that is refused changes nothing and comes again an hour later', () => {
  const { unit, clock } = setup([holding(0), holding(10)]);
  const hole = crossing(5);
  live(unit, clock, 1, hole);
  const known = unit.learned;
  const refused = live(unit, clock, 2 * 3600 + 120, hole);
  expect(refused.map(({ start, end, points }) => [start, end, points])).toEqual([
    [0, 11, []],
    [0, 11, []],
    [0, 11, []],
  ]);
  expect(unit.learned).toEqual(known);
  expect(ranges(unit)).toEqual([
    [0, 1],
    [10, 11],
  ]);
});

test('of several borders each gets its turn, so that a wrong one beside a right one is found out', () => {
  const { unit, clock } = setup([holding(0), holding(10), holding(20)]);
  let isStarting = true;
  const temper: Temper = (read) => {
    if (isStarting && read.start <= 15 && read.end > 15) return 'address';
    return crossing(5)(read);
  };
  live(unit, clock, 4, temper);
  expect(ranges(unit)).toHaveLength(3);
  isStarting = false;
  live(unit, clock, 3 * 3600, temper);
  expect(ranges(unit)).toEqual([
    [0, 1],
    [10, 21],
  ]);
});

test('a limit of length that has gone is found out', () => {
  const points = Array.from({ length: 40 }, (_, i) => holding(i));
  const { unit, clock } = setup(points);
  const upTo =
    (longest: number): Temper =>
    ({ start, end }) =>
      end - start > longest ? 'length' : 'answer';
  live(unit, clock, 5, upTo(12));
  expect(unit.known.get('holding')?.cap).toBe(10);
  live(unit, clock, 100, upTo(40));
  expect(ranges(unit)).toEqual([[0, 40]]);
  expect(unit.known.get('holding')?.cap).toBeUndefined();
});

test('a device that takes long over each request but not over registers gets fewer, longer requests', () => {
  const points = [holding(0), holding(110), holding(500, { type: 'f32' })];
  const estimate = { requestMs: 28, registerMs: 2.3, bitMs: 0.15 };
  const clock = new ManualClock();
  const unit = new Unit(testDevice(points), estimate, clock);
  expect(ranges(unit)).toHaveLength(3);
  const first = unit.reads[0]!.estimateMs;
  live(unit, clock, 59, answers, 300);
  expect(unit.reads[0]!.estimateMs).toBe(first);
  live(unit, clock, 5, answers, 300);
  expect(ranges(unit)).toEqual([
    [0, 111],
    [500, 502],
  ]);
  expect(unit.reads[1]!.estimateMs).toBeGreaterThan(250);
  expect(unit.learned.cost?.estimate).toBe(estimate);
});

test('another cost that makes no better plan changes the estimates only, and the reads keep their objects', () => {
  const { unit, clock } = setup([holding(0), holding(400)]);
  const before = unit.reads;
  live(unit, clock, 90, answers, 60);
  expect(unit.reads).toBe(before);
  expect(before[0]!.estimateMs).toBeCloseTo(60, 0);
});

test('the cost is looked at once a minute at most', () => {
  const { unit, clock } = setup([holding(0)]);
  let changes = 0;
  for (let second = 0; second < 600; second++) {
    const [read] = unit.reads;
    unit.noteTime(read!, second % 60 < 30 ? 5 : 500);
    if (unit.noteAnswer(read!).learned === 'cost') changes++;
    clock.advance(1000);
  }
  expect(changes).toBeLessThanOrEqual(10);
});

test('what one run has learned the next one knows, its costs only on a line of the same speed', () => {
  const points = [holding(0), holding(10)];
  const { unit, clock } = setup(points);
  live(unit, clock, 70, crossing(5), 40);
  const next = setup(points).unit;
  next.remember(unit.learned);
  expect(ranges(next)).toEqual(ranges(unit));
  expect(next.reads[0]!.estimateMs).toBeCloseTo(40, 0);
  const slower = new Unit(testDevice(points), { ...TCP, requestMs: 50 }, new ManualClock());
  slower.remember(unit.learned);
  expect(ranges(slower)).toEqual(ranges(unit));
  expect(slower.reads[0]!.estimateMs).toBeCloseTo(50.02, 2);
});

test('addresses that count points: the answer at one length lifts no refusal at another', () => {
  const { unit, clock } = setup([holding(0x30, { type: 'f32' }), holding(0x31)], { pointAddresses: true });
  live(unit, clock, 10, ({ start, end }) => (start === 0x31 && end === 0x32 ? 'address' : 'answer'));
  const [good, bad] = unit.reads;
  expect([good!.start, isGivenUp(unit, good!)]).toEqual([0x30, false]);
  expect([bad!.start, bad!.periodMs, isGivenUp(unit, bad!)]).toEqual([0x31, HOUR, true]);
});

test('bits read from a base on: the one that is refused is found, those before it are read on', () => {
  const coils = [0, 2, 4, 6, 8, 10].map((register) => ({ table: 'coil', register }));
  const { unit, clock } = setup(coils, { bitBase: 0 });
  live(unit, clock, 30, ({ end }) => (end > 8 ? 'address' : 'answer'));
  expect(unit.reads.filter((read) => !isGivenUp(unit, read)).map(({ start, end }) => [start, end])).toEqual([[0, 7]]);
  expect(holesOf(unit)).toEqual(['coil 0x0008+1 refused', 'coil 0x000A+1 refused']);
});
