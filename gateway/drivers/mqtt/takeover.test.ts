import fc from 'fast-check';
import { expect, it } from 'vitest';
import { noteLoss, type RecentLosses } from './takeover.ts';

/** Runs a history of [lost at, lived for] in seconds; answers at which losses the suspicion came up. */
function suspicions(history: readonly (readonly [number, number])[]): number[] {
  let losses: RecentLosses = [];
  return history.flatMap(([at, lived]) => {
    const noted = noteLoss(losses, at * 1000, lived * 1000);
    losses = noted.losses;
    return noted.isSuspicious ? [at] : [];
  });
}

it.each([
  {
    name: 'three short lives in a row',
    history: [
      [1, 1],
      [4, 2],
      [9, 4],
    ],
    at: [9],
  },
  {
    name: 'two are not enough',
    history: [
      [1, 1],
      [4, 2],
    ],
    at: [],
  },
  {
    name: 'a connection that held clears the suspicion',
    history: [
      [1, 1],
      [4, 2],
      [10, 5],
      [12, 1],
      [14, 1],
    ],
    at: [],
  },
  {
    name: 'losses far apart',
    history: [
      [1, 1],
      [20, 1],
      [40, 1],
      [60, 1],
    ],
    at: [],
  },
  {
    name: 'one warning per three losses',
    history: [
      [1, 1],
      [2, 1],
      [3, 1],
      [4, 1],
      [5, 1],
      [6, 1],
    ],
    at: [3, 6],
  },
] as const)('$name', ({ history, at }) => {
  expect(suspicions(history)).toEqual(at);
});

it('remembers at most two losses', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(100), fc.nat(20))), (steps) => {
      let losses: RecentLosses = [];
      let now = 0;
      for (const [wait, lived] of steps) {
        now += wait * 1000;
        losses = noteLoss(losses, now, lived * 1000).losses;
        expect(losses.length).toBeLessThanOrEqual(2);
      }
    }),
  );
});
