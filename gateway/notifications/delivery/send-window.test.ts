import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  begun,
  closed,
  EMPTY_WINDOW,
  isIdle,
  roomAt,
  roomIn,
  type SendWindow,
  through,
  UNLIMITED,
} from './send-window.ts';

test('in no stretch of time does the provider see more than it allows, whenever within the sending it counts', () => {
  const rates = fc.record({ messages: fc.integer({ min: 1, max: 8 }), windowMs: fc.integer({ min: 1, max: 200 }) });
  const tries = fc.array(
    fc.record({ pauseMs: fc.nat(60), takesMs: fc.nat(40), seen: fc.double({ min: 0, max: 1, noNaN: true }) }),
    {
      maxLength: 120,
      size: 'max',
    },
  );
  fc.assert(
    fc.property(rates, tries, (rate, sequence) => {
      let window: SendWindow = EMPTY_WINDOW;
      let now = 0;
      const seenAt: number[] = [];
      for (const { pauseMs, takesMs, seen } of sequence) {
        now += pauseMs;
        if (roomIn(window, rate, now) === 0) continue;
        window = begun(window);
        seenAt.push(now + takesMs * seen);
        now += takesMs;
        window = through(window, rate, now);
      }
      for (const at of seenAt)
        expect(seenAt.filter((other) => other >= at && other < at + rate.windowMs).length).toBeLessThanOrEqual(
          rate.messages,
        );
    }),
  );
});

test('when there will be room is when there is room, and not before', () => {
  const rate = { messages: 2, windowMs: 100 };
  const window = through(begun(through(begun(EMPTY_WINDOW), rate, 10)), rate, 40);
  expect([roomIn(window, rate, 109), roomAt(window, rate, 50)]).toEqual([0, 110]);
  expect([roomIn(window, rate, 110), roomIn(window, rate, 140)]).toEqual([1, 2]);
  expect(roomAt(begun(begun(EMPTY_WINDOW)), rate, 50)).toBe(150);
});

test('who is asked for patience sends nothing until then', () => {
  const window = closed(closed(EMPTY_WINDOW, 500), 300);
  expect([roomIn(window, UNLIMITED, 499), roomAt(window, UNLIMITED, 0)]).toEqual([0, 500]);
  expect(roomIn(window, UNLIMITED, 500)).toBe(UNLIMITED.messages);
});

test('a channel without a limit keeps no history', () => {
  const window = through(begun(EMPTY_WINDOW), UNLIMITED, 5);
  expect([window.throughAt, isIdle(window, UNLIMITED, 5), isIdle(begun(window), UNLIMITED, 5)]).toEqual([
    [],
    true,
    false,
  ]);
});
