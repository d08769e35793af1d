import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterFailedAttempt,
  afterLoss,
  isRivalLikely,
  NO_RIVAL,
  pauseBeforeConnectMs,
  type Rivalry,
} from './takeover.ts';

type Loss = readonly [atSeconds: number, livedSeconds: number];

const history = (losses: readonly Loss[], start: Rivalry = NO_RIVAL): Rivalry =>
  losses.reduce((rivalry, [at, lived]) => afterLoss(rivalry, at * 1000, lived * 1000, 'broker'), start);

describe('another client is suspected', () => {
  it.each([
    [
      'after three short lives in a row',
      [
        [1, 1],
        [4, 2],
        [9, 4],
      ],
      true,
    ],
    [
      'not after two',
      [
        [1, 1],
        [4, 2],
      ],
      false,
    ],
    [
      'not when one in between held',
      [
        [1, 1],
        [4, 2],
        [10, 5],
        [12, 1],
        [14, 1],
      ],
      false,
    ],
    [
      'not when they are far apart',
      [
        [1, 1],
        [20, 1],
        [40, 1],
        [60, 1],
      ],
      false,
    ],
    [
      'still, as long as connections are cut',
      [
        [1, 1],
        [2, 1],
        [3, 1],
        [15, 11],
        [20, 4],
      ],
      true,
    ],
    [
      'no longer after one that held for half a minute',
      [
        [1, 1],
        [2, 1],
        [3, 1],
        [40, 30],
      ],
      false,
    ],
  ] as [string, Loss[], boolean][])('%s', (_, losses, isSuspected) => {
    expect(history(losses).isSuspected).toBe(isSuspected);
  });

  it('at once when the broker says so', () => {
    expect(afterLoss(NO_RIVAL, 100_000, 90_000, 'takeover').isSuspected).toBe(true);
  });

  it('not when a line breaks again and again', () => {
    const broken = [1, 2, 3, 4, 5].reduce((rivalry, at) => afterLoss(rivalry, at * 1000, 500, 'else'), NO_RIVAL);
    expect(broken).toEqual(NO_RIVAL);
  });

  it('and no longer once a connection has stood for half a minute, however it ends', () => {
    const suspected = afterLoss(NO_RIVAL, 1_000, 500, 'takeover');
    expect(afterLoss(suspected, 40_000, 31_000, 'else')).toEqual(NO_RIVAL);
  });

  it('not when the broker could not be reached in between', () => {
    expect(history([[5, 1]], history([[3, 1]], afterFailedAttempt())).isSuspected).toBe(false);
  });
});

it('people are told until a connection has held for half a minute', () => {
  const suspected = history([
    [1, 1],
    [2, 1],
    [3, 1],
  ]);
  expect([0, 29_999, 30_000].map((lived) => isRivalLikely(suspected, lived))).toEqual([true, true, false]);
});

it('with a rival, connections begin at least five seconds apart; never more than two losses are remembered', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(20_000), fc.nat(40_000), fc.boolean())), (steps) => {
      let rivalry = NO_RIVAL;
      let now = 0;
      for (const [lived, wait, isTold] of steps) {
        now += lived;
        rivalry = afterLoss(rivalry, now, lived, isTold ? 'takeover' : 'broker');
        expect(rivalry.losses.length).toBeLessThanOrEqual(2);
        const pause = pauseBeforeConnectMs(rivalry, lived + wait);
        expect(lived + wait + pause).toBeGreaterThanOrEqual(rivalry.isSuspected ? 5_000 : 0);
        expect(pause).toBeLessThanOrEqual(5_000);
        now += wait + pause;
      }
    }),
  );
});
