import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Arrangeable, moved, siblingsOf } from './groups.ts';

const meter = (id: string, ...poweredBy: string[]): Arrangeable => ({
  ...{ id, class: 'meter', system: 'power', area: 'b1', poweredBy },
});
const BOARD = [meter('F1', 'Q1'), meter('F2', 'Q2'), meter('F3', 'Q1'), meter('T1'), meter('F4', 'Q1')];
const idsOf = (machines: readonly Arrangeable[]) => machines.map(({ id }) => id);

test('those fed by the same are siblings; who has none is not to be arranged', () => {
  expect(siblingsOf(BOARD).map(({ members }) => idsOf(members))).toEqual([['F1', 'F3', 'F4']]);
});

test('sensors are siblings within their area', () => {
  const sensor = (id: string, area: string): Arrangeable => ({
    ...{ id, class: 'room_sensor', system: 'environment', area, poweredBy: [] },
  });
  const all = [sensor('a', 'b1'), sensor('b', 'b2'), sensor('c', 'b1')];
  expect(siblingsOf(all).map(({ members }) => idsOf(members))).toEqual([['a', 'c']]);
});

describe('a machine that is moved', () => {
  test('takes the place asked for among its siblings; the others of the drawing stay', () => {
    expect(idsOf(moved(BOARD, 'F4', 0))).toEqual(['F4', 'F2', 'F1', 'T1', 'F3']);
    expect(idsOf(moved(BOARD, 'F1', 99))).toEqual(['F3', 'F2', 'F4', 'T1', 'F1']);
  });

  test('without siblings stays', () => {
    expect(moved(BOARD, 'T1', 3)).toBe(BOARD);
  });

  test('is where it was asked to be, nothing is lost, and no other group changes', () => {
    const machines = fc
      .uniqueArray(fc.record({ id: fc.stringMatching(/^[A-Z]\d{1,2}$/), by: fc.constantFrom('Q1', 'Q2', 'Q3') }), {
        selector: ({ id }) => id,
        minLength: 2,
        maxLength: 14,
      })
      .map((all) => all.map(({ id, by }) => meter(id, by)));
    fc.assert(
      fc.property(machines, fc.nat(), fc.nat(20), (all, which, to) => {
        const { id, poweredBy } = all[which % all.length]!;
        const after = moved(all, id, to);
        expect(idsOf(after).toSorted()).toEqual(idsOf(all).toSorted());
        const siblings = after.filter((one) => one.poweredBy[0] === poweredBy[0]);
        expect(idsOf(siblings).indexOf(id)).toBe(Math.min(to, siblings.length - 1));
        const others = (list: readonly Arrangeable[]) =>
          list.map((one) => (one.poweredBy[0] === poweredBy[0] ? '-' : one.id));
        expect(others(after)).toEqual(others(all));
      }),
    );
  });
});
