import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Direction, nextAlong, type Place } from './next-along.ts';

const at = (id: string, x: number, y: number, near?: string[]): Place => ({
  ...{ id, x, y, width: 10, height: 10 },
  ...(near ? { near } : {}),
});

it('stays in its row before it leaves it', () => {
  const places = [at('a', 0, 0), at('b', 200, 0), at('c', 60, 90)];
  expect(nextAlong(places, 'a', 'right')).toBe('b');
  expect(nextAlong(places, 'a', 'down')).toBe('c');
  expect(nextAlong(places, 'a', 'left')).toBeUndefined();
  expect(nextAlong(places, 'nobody', 'left')).toBeUndefined();
});

it('follows a line rather than going to what happens to be nearer', () => {
  const places = [at('bus', 100, 0, ['feeder']), at('near', 100, 40), at('feeder', 120, 60)];
  expect(nextAlong(places, 'bus', 'down')).toBe('feeder');
  expect(nextAlong(places, 'feeder', 'up')).toBe('bus');
});

const OPPOSITE: Readonly<Record<Direction, Direction>> = { left: 'right', right: 'left', up: 'down', down: 'up' };

it('always leads to another item on the side asked for', () => {
  const places = fc.uniqueArray(fc.tuple(fc.nat(400), fc.nat(400)), { minLength: 1, maxLength: 30 });
  const direction = fc.constantFrom<Direction>('left', 'right', 'up', 'down');
  fc.assert(
    fc.property(places, direction, (spots, way) => {
      const all = spots.map(([x, y], i) => at(String(i), x, y));
      const to = nextAlong(all, '0', way);
      if (to === undefined) return;
      expect(to).not.toBe('0');
      expect(nextAlong(all, to, OPPOSITE[way])).toBeDefined();
    }),
  );
});
