import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exampleCondition } from '../../tests/harness/builders.ts';
import type { Episode } from '../domain/condition-state.ts';
import { INITIAL_STATE } from '../domain/condition-state.ts';
import { Consequences } from './consequences.ts';

const EPISODE: Episode = {
  ...{ number: 1, occurrence: 1, onsetAt: 0, activeAt: 0, value: null, limit: null, level: 0, priority: 'P3' },
  ...{ returnedAt: null, acknowledgement: { state: 'unacknowledged' }, isSilent: true, annunciatedAt: null },
  ...{ toldMono: null, isLatched: false, reAlarms: 0, parent: null, firstOut: null, closedAt: null },
};

/** Alarm `c<n>~1` with what it lies beneath, open or closed. */
const slotOf = (number: number, parent: number | null, isOpen: boolean) => ({
  condition: exampleCondition({ id: `c${number}` }),
  state: {
    ...INITIAL_STATE,
    episode: { ...EPISODE, parent: parent === null ? null : `c${parent}~1`, closedAt: isOpen ? null : 1 },
  },
});

test('property: the count is that of all open alarms beneath, however they came and went', () => {
  const size = 8;
  const step = fc.record({ who: fc.nat(size - 1), parent: fc.option(fc.nat(size - 1)), isOpen: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const consequences = new Consequences();
      const above = new Map<number, number>();
      for (const { who, parent, isOpen } of steps) {
        // A cause has a lower number: no circles.
        const cause = parent !== null && parent < who && isOpen ? parent : null;
        consequences.follow(slotOf(who, cause, isOpen));
        if (cause === null) above.delete(who);
        else above.set(who, cause);
        for (let one = 0; one < size; one++) expect(consequences.of(`c${one}~1`)).toBe(beneath(one, above));
      }
    }),
  );
});

/** How many alarms come to this one by going up. */
function beneath(cause: number, above: ReadonlyMap<number, number>): number {
  return [...above.keys()].filter((who) => {
    let at = above.get(who);
    while (at !== undefined && at !== cause) at = above.get(at);
    return at === cause;
  }).length;
}

test('what has changed is told once', () => {
  const consequences = new Consequences();
  expect(consequences.follow(slotOf(1, 0, true))).toBe(true);
  expect(consequences.follow(slotOf(1, 0, true))).toBe(false);
  expect([...consequences.takeChanged()]).toEqual(['c0~1']);
  expect([...consequences.takeChanged()]).toEqual([]);
});
