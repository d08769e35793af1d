import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clear, type FirstOutGroup, NO_TRIPS, rankOf, settle, type Trip, trip } from './first-out.ts';

const fold = (trips: readonly Trip[]): FirstOutGroup => trips.reduce(trip, NO_TRIPS);

test('the earliest by its source is the first, although it was journalled later', () => {
  const group = fold([
    { member: 0, at: 1_000, order: 1 },
    { member: 1, at: 900, order: 2 },
  ]);
  expect([rankOf(group, 0), rankOf(group, 1), rankOf(group, 2)]).toEqual(['later', 'first', null]);
});

test('what people were told stays: a late message about an earlier trip does not take the first place', () => {
  const told = settle(fold([{ member: 0, at: 1_000, order: 1 }]));
  const group = trip(told, { member: 1, at: 900, order: 2 });
  expect([rankOf(group, 0), rankOf(group, 1)]).toEqual(['first', 'later']);
});

test('nobody inherits the first place; it is free when all have cleared', () => {
  const both = settle(
    fold([
      { member: 0, at: 1, order: 1 },
      { member: 1, at: 2, order: 2 },
    ]),
  );
  const one = clear(both, 0);
  expect([rankOf(one, 0), rankOf(one, 1)]).toEqual([null, 'later']);
  expect(rankOf(trip(one, { member: 2, at: 0, order: 3 }), 2)).toBe('later');
  expect(clear(one, 1)).toBe(NO_TRIPS);
  expect(rankOf(trip(clear(one, 1), { member: 1, at: 9, order: 4 }), 1)).toBe('first');
});

const trips = fc.uniqueArray(fc.record({ member: fc.nat(20), at: fc.nat(5), order: fc.nat(3) }), {
  selector: ({ member }) => member,
  minLength: 1,
  maxLength: 12,
});

test('property: before anybody is told, the first is the least by time, journal order and configured rank, in whatever order they come', () => {
  fc.assert(
    fc.property(trips, (all) => {
      const least = all.toSorted((a, b) => a.at - b.at || a.order - b.order || a.member - b.member)[0]!;
      for (const order of [all, all.toReversed()]) {
        const group = fold(order);
        expect(rankOf(group, least.member)).toBe('first');
        expect(order.filter(({ member }) => rankOf(group, member) === 'first')).toHaveLength(1);
        expect(order.filter(({ member }) => rankOf(group, member) === 'later')).toHaveLength(all.length - 1);
      }
    }),
  );
});

test('property: whatever happens there is at most one first, and only among those who are in', () => {
  const step = fc.oneof(
    fc.record({ what: fc.constant('trip' as const), member: fc.nat(5), at: fc.nat(9) }),
    fc.record({ what: fc.constant('clear' as const), member: fc.nat(5) }),
    fc.constant({ what: 'settle' as const }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      let group = NO_TRIPS;
      const inside = new Set<number>();
      for (const [order, one] of steps.entries()) {
        const first = group.first;
        if (one.what === 'trip') group = trip(group, { member: one.member, at: one.at, order });
        if (one.what === 'clear') group = clear(group, one.member);
        if (one.what === 'settle') group = settle(group);
        if (one.what === 'trip') inside.add(one.member);
        if (one.what === 'clear') inside.delete(one.member);
        const ranks = [0, 1, 2, 3, 4, 5].map((member) => rankOf(group, member));
        expect(ranks.filter((rank) => rank === 'first').length).toBeLessThanOrEqual(1);
        expect(ranks.flatMap((rank, member) => (rank ? [member] : []))).toEqual([...inside].sort());
        if (group.isSettled && first && inside.has(first.member)) expect(group.first).toBe(first);
      }
    }),
  );
});
