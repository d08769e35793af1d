import fc from 'fast-check';
import { expect, it } from 'vitest';
import { viewLiveFrame } from '../contract/live-frame.ts';
import { Latest } from '../pipeline/latest.ts';
import { PointSet } from './point-set.ts';
import { writeValueFrame } from './value-frame.ts';

const SIZE = 1100;
const indexes = fc.uniqueArray(fc.nat(SIZE - 1), { maxLength: 300 });

const setOf = (members: readonly number[]): PointSet => {
  const set = new PointSet(SIZE);
  for (const index of members) set.add(index);
  return set;
};

const membersOf = (set: PointSet): number[] => {
  const members: number[] = [];
  set.forEach((index) => void members.push(index));
  return members;
};

const rising = (members: Iterable<number>): number[] => [...members].sort((a, b) => a - b);

it('holds exactly what was added, in rising order', () => {
  fc.assert(
    fc.property(indexes, (members) => {
      const set = setOf(members);
      expect(membersOf(set)).toEqual(rising(members));
      expect(set.count()).toBe(members.length);
      expect(set.isEmpty()).toBe(members.length === 0);
    }),
  );
});

it('adds what two sets share to what it held', () => {
  fc.assert(
    fc.property(indexes, indexes, indexes, (held, changed, subscribed) => {
      const set = setOf(held);
      set.addShared(setOf(changed), setOf(subscribed));
      const shared = changed.filter((index) => subscribed.includes(index));
      expect(membersOf(set)).toEqual(rising(new Set([...held, ...shared])));
    }),
  );
});

it('ignores indexes it has no room for', () => {
  const set = new PointSet(10);
  set.add(5000);
  expect(set.isEmpty()).toBe(true);
});

it('a frame reads back as what was written, for any values', () => {
  const entry = fc.record({
    index: fc.nat(SIZE - 1),
    value: fc.double(),
    quality: fc.nat(255),
    at: fc.double({ noNaN: true }),
  });
  const entries = fc.uniqueArray(entry, { selector: ({ index }) => index, maxLength: 200 });
  fc.assert(
    fc.property(entries, fc.nat(0xffffffff), (points, sequence) => {
      const latest = new Latest(SIZE);
      for (const { index, value, quality, at } of points) {
        latest.value[index] = value;
        latest.quality[index] = quality;
        latest.sourceTime[index] = at;
      }
      const frame = viewLiveFrame(writeValueFrame(setOf(points.map(({ index }) => index)), latest, sequence, 42));
      expect([frame.sequence, frame.serverTime, frame.point.length]).toEqual([sequence, 42, points.length]);
      points
        .sort((a, b) => a.index - b.index)
        .forEach(({ index, value, quality, at }, i) => {
          expect([frame.point[i], frame.value[i], frame.quality[i], frame.sourceTime[i]]).toEqual([
            index,
            value,
            quality,
            at,
          ]);
        });
    }),
  );
});

it('a frame of another length than it says is refused', () => {
  const buffer = writeValueFrame(setOf([1, 2]), new Latest(SIZE), 1, 0);
  expect(() => viewLiveFrame(buffer.slice(0, -1))).toThrow(RangeError);
});
