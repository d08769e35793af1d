import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plan, policy, step, toPerson } from '../on-call/on-call.fixtures.ts';
import { joinPolicies, recallPolicy } from './join-policies.ts';
import { nextPlace } from './progress.ts';

const MINUTE_MS = 60_000;
const first = policy('first', [step(0, [toPerson('ann')]), step(10, [toPerson('bob')])]);
const other = policy('other', [step(5, [toPerson('cat')]), step(10, [toPerson('dan')])], {
  repeat: { afterMs: 3 * MINUTE_MS, times: 2 },
});
const daily = policy('daily', [step(0, [toPerson('eva')])], { digestAt: 510 });
const site = plan({ policies: [first, other, daily] });

test('policies told together keep their times, the most persistent repeats, the digest is last', () => {
  const joined = joinPolicies(site, ['first', 'daily', 'other']);
  expect(joined?.id).toBe('first+daily+other');
  expect(joined?.steps.map(({ afterMs, targets: [target] }) => [afterMs / MINUTE_MS, target])).toEqual([
    [0, toPerson('ann')],
    [5, toPerson('cat')],
    [5, toPerson('bob')],
    [5, toPerson('dan')],
  ]);
  expect(joined?.repeat).toEqual({ afterMs: 180_000, times: 2 });
  expect(joined?.digest).toMatchObject({ policy: 'daily', minute: 510 });
});

test('a policy is recalled by its id as long as all of it is there', () => {
  expect(recallPolicy(site, 'first+other')?.id).toBe('first+other');
  expect(recallPolicy(site, 'first+gone')).toBeUndefined();
  expect(recallPolicy(site, 'gone')).toBeUndefined();
  expect(joinPolicies(site, [])).toBeUndefined();
});

test('every step of every round is taken in order, each at its time, and then it is over', () => {
  const delays = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(delays, fc.integer({ min: 0, max: 3 }), fc.integer({ min: 1, max: 20 }), (after, times, pause) => {
      const repeat = times > 0 ? { afterMs: pause * MINUTE_MS, times } : undefined;
      const steps = after.map((minutes) => step(minutes, [toPerson('ann')]));
      const joined = joinPolicies(plan({ policies: [policy('one', steps, { repeat })] }), ['one'])!;
      const places = [];
      let place: ReturnType<typeof nextPlace> = { step: 0, round: 0, dueAt: 0 };
      while (place) {
        places.push(place);
        place = nextPlace(joined, place, place.dueAt, 'UTC');
      }
      expect(places.map(({ step: index, round }) => round * steps.length + index)).toEqual(
        Array.from({ length: steps.length * (times + 1) }, (_, index) => index),
      );
      for (const [index, { dueAt, step: taken }] of places.entries()) {
        const gap = dueAt - (places[index - 1]?.dueAt ?? dueAt);
        const wanted = taken > 0 ? after[taken]! : index === 0 ? 0 : pause + after[0]!;
        expect(gap).toBe(wanted * MINUTE_MS);
      }
    }),
  );
});

test('a step that was missed moves those after it, so that they do not come at once', () => {
  const joined = joinPolicies(site, ['first'])!;
  const late = 3_600_000;
  expect(nextPlace(joined, { step: 0, round: 0, dueAt: 0 }, late, 'UTC')?.dueAt).toBe(late + 10 * MINUTE_MS);
  expect(nextPlace(joined, { step: 0, round: 0, dueAt: 0 }, 900, 'UTC')?.dueAt).toBe(10 * MINUTE_MS);
});

test('a policy that repeats at once rests a minute', () => {
  const restless = policy('r', [step(0, [toPerson('ann')])], { repeat: { afterMs: 0, times: 9 } });
  const joined = joinPolicies(plan({ policies: [restless] }), ['r'])!;
  expect(nextPlace(joined, { step: 0, round: 0, dueAt: 0 }, 0, 'UTC')).toEqual({ step: 0, round: 1, dueAt: MINUTE_MS });
});
