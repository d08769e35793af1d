import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PoweredEquipment } from '../../../gateway/domain/topology-plan.ts';
import { planTopology } from '../../../gateway/domain/topology-plan.ts';
import { laySingleLine } from './lay-out.ts';
import { anyPower, powered, sampleHouse } from './sample-power.fixture.ts';
import type { DrawnItem, SingleLine } from './single-line.ts';

const WIDTHS = [320, 700, 1230, 1700];
const width = fc.constantFrom(...WIDTHS);

const overlap = (a: DrawnItem, b: DrawnItem): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

const drawnIds = ({ items }: SingleLine): string[] => items.flatMap(({ id, parts }) => [id, ...parts]).sort();
const itemOf = (drawing: SingleLine, id: string): DrawnItem => drawing.items.find((item) => item.id === id)!;

/** Whether a line between two spots, level or upright, goes through the inside of an item. */
function crosses([ax, ay]: readonly [number, number], [bx, by]: readonly [number, number], item: DrawnItem): boolean {
  const [left, right] = [Math.min(ax, bx), Math.max(ax, bx)];
  const [top, bottom] = [Math.min(ay, by), Math.max(ay, by)];
  return left < item.x + item.width && right > item.x && top < item.y + item.height && bottom > item.y;
}

describe('the drawing of any site', () => {
  it('has every piece of equipment exactly once', () => {
    fc.assert(
      fc.property(anyPower, width, (site, wide) => {
        expect(drawnIds(laySingleLine(site, wide))).toEqual(site.map(({ id }) => id).sort());
      }),
    );
  });

  it('has nothing on top of something else, and nothing outside', () => {
    fc.assert(
      fc.property(anyPower, width, (site, wide) => {
        const drawing = laySingleLine(site, wide);
        for (const [i, a] of drawing.items.entries()) {
          expect(a.x >= 0 && a.y >= 0).toBe(true);
          expect(a.x + a.width <= drawing.width && a.y + a.height <= drawing.height).toBe(true);
          for (const b of drawing.items.slice(i + 1)) expect(overlap(a, b) && `${a.id} on ${b.id}`).toBe(false);
        }
      }),
    );
  });

  it('has only level and upright lines, which show a place of the topology and go through no stranger', () => {
    fc.assert(
      fc.property(anyPower, width, (site, wide) => {
        const drawing = laySingleLine(site, wide);
        const places = new Set(planTopology(site).nodes.map(({ id }) => id));
        for (const { spots, place } of drawing.lines) {
          expect(places.has(place) || place).toBe(true);
          for (const [i, from] of spots.slice(0, -1).entries()) {
            const to = spots[i + 1]!;
            expect(from[0] === to[0] || from[1] === to[1]).toBe(true);
            const struck = drawing.items.filter((item) => crosses(from, to, item));
            const ends = [from, ...spots.slice(i + 1), ...spots.slice(0, i)];
            for (const item of struck) {
              const touches = ends.some(([x, y]) => crosses([x, y], [x, y], item) || nearSymbol([x, y], item));
              expect(touches || `${place} through ${item.id}`).toBe(true);
            }
          }
        }
      }),
    );
  });

  it('keeps every other place when one is added at the end of a bus', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 30 }),
        width,
        fc.constantFrom('INC1', 'INC2', 'ATS1'),
        (count, wide, bus) => {
          const before = laySingleLine(sampleHouse(count), wide);
          const after = laySingleLine([...sampleHouse(count), powered('NEW', 'meter', [bus])], wide);
          for (const item of before.items) {
            const now = itemOf(after, item.id);
            expect([now.x, now.width]).toEqual([item.x, item.width]);
            expect(now.y).toBeGreaterThanOrEqual(item.y);
            if (item.y < itemOf(after, bus).y) expect(now.y).toBe(item.y);
          }
        },
      ),
    );
  });

  it('is the same for the same site', () => {
    fc.assert(
      fc.property(anyPower, width, (site, wide) => {
        expect(laySingleLine(structuredClone(site) as PoweredEquipment[], wide)).toEqual(laySingleLine(site, wide));
      }),
    );
  });
});

const nearSymbol = ([x, y]: readonly [number, number], { symbol }: DrawnItem): boolean =>
  Math.abs(symbol[0] - x) <= 12 && Math.abs(symbol[1] - y) <= 12;

describe('the drawing of a house', () => {
  it('stands two buses side by side, their tie between, the emergency bus below', () => {
    const drawing = laySingleLine(sampleHouse(5), 1230);
    const [inc1, inc2, q3, ats] = ['INC1', 'INC2', 'Q3', 'ATS1'].map((id) => itemOf(drawing, id));
    expect(inc1!.y).toBe(inc2!.y);
    expect(q3!.role).toBe('tie');
    expect(q3!.x > inc1!.x && q3!.x < inc2!.x).toBe(true);
    expect(ats!.y).toBeGreaterThan(inc1!.y);
    expect(itemOf(drawing, 'T1').parts).toEqual(['TT-1']);
    expect(drawing.stubs).toEqual([]);
    expect(drawing.apart).toBeNull();
  });

  it('stacks them on a phone; what cannot be joined by a line says where it goes', () => {
    const drawing = laySingleLine(sampleHouse(5), 336);
    expect(itemOf(drawing, 'INC2').y).toBeGreaterThan(itemOf(drawing, 'INC1').y);
    expect(drawing.stubs.map(({ toward }) => toward)).toEqual(['INC1', 'INC1']);
    expect(drawing.width).toBe(336);
  });

  it('keeps the words of a tie off the place where it leads', () => {
    const drawing = laySingleLine(sampleHouse(5), 336);
    const { words, x } = itemOf(drawing, 'Q3');
    const stub = drawing.stubs.find((one) => one.x > x && one.x < x + words.width && one.y > words.y)!;
    expect(stub.y).toBeGreaterThanOrEqual(words.y + words.height);
    expect(words.height).toBeGreaterThanOrEqual(88);
  });

  it('gives the machines above a bus more room where there is some', () => {
    const widthOf = (id: string, wide: number): number => itemOf(laySingleLine(sampleHouse(5), wide), id).width;
    expect(widthOf('G1', 1230)).toBeGreaterThan(widthOf('G1', 336));
    expect(widthOf('ATS1', 336)).toBe(widthOf('ATS1', 1230));
  });

  it('wraps sixty-five lines of a bus instead of shrinking them', () => {
    const drawing = laySingleLine(sampleHouse(65), 1230);
    expect(drawing.width).toBe(1230);
    expect(new Set(drawing.items.filter(({ role }) => role === 'feeder').map(({ width: w }) => w >= 140))).toEqual(
      new Set([true]),
    );
  });

  it('puts a line that nobody connected apart', () => {
    const drawing = laySingleLine([...sampleHouse(2), powered('M9', 'meter'), powered('QX', 'breaker')], 1230);
    expect(drawing.items.filter(({ role }) => role === 'apart').map(({ id }) => id)).toEqual(['M9', 'QX']);
    expect(drawing.apart).not.toBeNull();
  });

  it('draws a site of one incomer and five lines, and an empty one', () => {
    const small = [powered('INC', 'meter'), ...[1, 2, 3, 4, 5].map((n) => powered(`F${n}`, 'meter', ['INC']))];
    expect(drawnIds(laySingleLine(small, 336))).toHaveLength(6);
    expect(laySingleLine([], 336).items).toEqual([]);
  });
});
