import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import type { Rotation } from '../../domain/on-call.ts';
import { rotation } from './on-call.fixtures.ts';
import { rotationTurns } from './rotation-turns.ts';
import { nearChange, ODD_ZONES, WallMinutes } from './zones.fixtures.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const MEMBERS = ['ann', 'bob', 'cat', 'dan'];
/** Minutes looked at one by one, from the drawn moment on. */
const LOOKED_MS = 36 * HOUR_MS;

const turnKinds: fc.Arbitrary<Rotation['turn']> = fc.oneof(
  fc.record({ every: fc.constant('days' as const), count: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ every: fc.constant('weeks' as const), count: fc.integer({ min: 1, max: 2 }) }),
  fc.record({ every: fc.constant('hours' as const), count: fc.integer({ min: 1, max: 40 }) }),
);

/** Shifts that follow each other around the clock; everybody's turn comes, nobody's is left empty. */
const fullPatterns: fc.Arbitrary<Rotation['turn']> = fc
  .tuple(
    fc.uniqueArray(fc.integer({ min: 0, max: 47 }), { minLength: 1, maxLength: 3 }),
    fc.array(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 4 }),
  )
  .map(([halfHours, days]) => {
    const edges = halfHours.sort((a, b) => a - b).map((half) => half * 30);
    const shifts = edges.map((from, index) => ({ from, to: edges[index + 1] ?? edges[0]! }));
    return { every: 'pattern', shifts, days: days.map((members) => members.slice(0, shifts.length)) };
  });

/** A moment near a change of the clocks, and a rotation of the zone that began some days before it. */
const scenes = (zone: string, turns: fc.Arbitrary<Rotation['turn']>) =>
  fc
    .tuple(nearChange(zone), fc.integer({ min: 3, max: 40 }), fc.integer({ min: 0, max: 95 }), turns)
    .map(([at, days, quarter, turn]) => {
      const start = Temporal.Instant.fromEpochMilliseconds(at - days * DAY_MS).toZonedDateTimeISO(zone);
      const handoff = quarter * 15;
      const members = MEMBERS;
      return { at, own: rotation({ timeZone: zone, start: start.toPlainDate().toString(), handoff, turn, members }) };
    });

describe.each(ODD_ZONES)('in %s', (zone) => {
  test('no minute is without somebody, and turns follow each other without a gap', () => {
    fc.assert(
      fc.property(scenes(zone, fc.oneof(turnKinds, fullPatterns)), ({ at, own }) => {
        const turns = rotationTurns(own, at, at + LOOKED_MS);
        for (let minute = at; minute < at + LOOKED_MS; minute += MINUTE_MS)
          expect(turns.some(({ startsAt, endsAt }) => startsAt <= minute && minute < endsAt)).toBe(true);
        for (const [index, turn] of turns.entries()) {
          const before = turns[index - 1];
          expect(turn.startsAt).toBeGreaterThanOrEqual(before?.startsAt ?? 0);
          expect(turn.startsAt).toBeLessThanOrEqual(before?.endsAt ?? Number.POSITIVE_INFINITY);
        }
      }),
      { numRuns: 25 },
    );
  });

  test('turns of equal length are what a look at every minute finds', () => {
    fc.assert(
      fc.property(scenes(zone, turnKinds), ({ at, own }) => {
        const turns = rotationTurns(own, at, at + LOOKED_MS);
        const expected = slowTurns(own, at);
        for (let minute = at; minute < at + LOOKED_MS; minute += 5 * MINUTE_MS) {
          const now = turns.filter(({ startsAt, endsAt }) => startsAt <= minute && minute < endsAt);
          expect(now.map(({ person }) => person)).toEqual(expected(minute));
        }
      }),
      { numRuns: 25 },
    );
  });
});

/** Who has the duty at a minute, by looking for each handoff among all the minutes around. */
function slowTurns({ timeZone, start, handoff, turn, members }: Rotation, at: number): (minute: number) => string[] {
  if (turn.every === 'pattern') throw new Error('only turns of equal length');
  const length = turn.count * { hours: HOUR_MS, days: DAY_MS, weeks: 7 * DAY_MS }[turn.every];
  const zero = Date.parse(`${start}T00:00:00Z`) + handoff * MINUTE_MS;
  const scan = new WallMinutes(timeZone, at - 3 * DAY_MS, 7 * 24);
  const middle = Math.floor((scan.wallAt(at) - zero) / length);
  const numbers = Array.from({ length: 200 }, (_, index) => middle - 60 + index).filter((number) => number >= 0);
  const found = numbers
    .map((number) => ({ number, startsAt: zero + number * length, endsAt: zero + (number + 1) * length }))
    .filter(({ startsAt, endsAt }) => endsAt > scan.wallAt(at) - 2 * DAY_MS && startsAt < scan.wallAt(at) + 4 * DAY_MS)
    .map(({ number, startsAt, endsAt }) => ({
      person: members[number % members.length]!,
      startsAt: startsAt <= scan.wallAt(scan.from) ? 0 : scan.first(startsAt),
      endsAt: scan.last(endsAt),
    }));
  return (minute) => found.filter((one) => one.startsAt <= minute && minute < one.endsAt).map(({ person }) => person);
}

test('a weekly handoff in the hour that comes twice is one hour of overlap', () => {
  const own = rotation({ start: '2026-10-18', handoff: 90, turn: { every: 'weeks', count: 1 } });
  const night = Date.UTC(2026, 9, 25);
  expect(rotationTurns(own, night, night + 2 * HOUR_MS)).toEqual([
    { person: 'ann', startsAt: Date.UTC(2026, 9, 18, 0, 30), endsAt: Date.UTC(2026, 9, 25, 1, 30) },
    { person: 'bob', startsAt: Date.UTC(2026, 9, 25, 0, 30), endsAt: Date.UTC(2026, 10, 1, 1, 30) },
  ]);
});

test('day, night, off, off', () => {
  const shifts = [
    { from: 480, to: 1200 },
    { from: 1200, to: 480 },
  ];
  const days = [
    [0, 3],
    [1, 0],
    [2, 1],
    [3, 2],
  ];
  const own = rotation({ timeZone: 'Asia/Shanghai', turn: { every: 'pattern', shifts, days }, members: MEMBERS });
  const from = Date.parse('2026-01-06T00:00:00+08:00');
  const turns = rotationTurns(own, from, from + 2 * DAY_MS);
  const local = (ms: number): string => new Date(ms + 8 * HOUR_MS).toISOString().slice(5, 16);
  expect(turns.map(({ person, startsAt, endsAt }) => [person, local(startsAt), local(endsAt)])).toEqual([
    ['dan', '01-05T20:00', '01-06T08:00'],
    ['bob', '01-06T08:00', '01-06T20:00'],
    ['ann', '01-06T20:00', '01-07T08:00'],
    ['cat', '01-07T08:00', '01-07T20:00'],
    ['bob', '01-07T20:00', '01-08T08:00'],
  ]);
});

test('a shift that nobody has is nobody’s, and nobody has the duty before it begins', () => {
  const turn = { every: 'pattern', shifts: [{ from: 0, to: 1440 }], days: [[0], [null]] } as const;
  const own = rotation({ turn, timeZone: 'UTC', members: ['ann'] });
  const turns = rotationTurns(own, Date.UTC(2026, 0, 1), Date.UTC(2026, 0, 8));
  expect(turns.map(({ startsAt }) => startsAt)).toEqual([Date.UTC(2026, 0, 5), Date.UTC(2026, 0, 7)]);
  expect(rotationTurns(rotation(), Date.UTC(2025, 0, 1), Date.UTC(2026, 0, 5, 8))).toEqual([]);
  expect(rotationTurns(rotation({ members: [] }), Date.UTC(2026, 0, 6), Date.UTC(2026, 0, 7))).toEqual([]);
});
