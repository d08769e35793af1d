import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exampleAlarm, exampleEvent } from '../../tests/harness/alarm-records.ts';
import { INITIAL_STATE } from '../domain/condition-state.ts';
import type { AlarmTransition } from '../ports/alarm-repository.ts';
import { collapse } from './collapse.ts';

const transition = (conditionId: string, savedAt: number, change: Partial<AlarmTransition> = {}): AlarmTransition => ({
  ...{ conditionId, state: INITIAL_STATE, savedAt, savedMono: savedAt, revision: 'r', alarm: null, events: [] },
  ...{ order: null, escalation: null, ...change },
});
const collapsed = (items: readonly AlarmTransition[]): AlarmTransition[] =>
  collapse(
    items,
    (item) => item,
    (_item, to) => to,
  );

test('of each the first and the last stay, in their order', () => {
  const items = [transition('a', 1), transition('b', 2), transition('a', 3), transition('a', 4), transition('b', 5)];
  expect(collapsed(items).map(({ savedAt }) => savedAt)).toEqual([1, 2, 4, 5]);
});

test('what the overtaken ones asked for is asked by the last, unless it says otherwise', () => {
  const alarm = exampleAlarm();
  const start = { action: 'start', occurrence: 1, priority: 'P2', at: 1 } as const;
  const stop = { action: 'stop', at: 2 } as const;
  const order = { action: 'supersede', parent: 'M~1' } as const;
  const middle = transition('a', 2, { alarm, order, escalation: start });
  const first = transition('a', 1, { alarm });
  expect(collapsed([first, middle, transition('a', 3, { alarm })])[1]).toMatchObject({ order, escalation: start });
  const quiet = transition('a', 3, { alarm, escalation: stop });
  expect(collapsed([first, middle, quiet])[1]).toMatchObject({ order, escalation: stop });
  const other = transition('a', 3, { alarm: exampleAlarm({ id: 'CH-1.high~2' }) });
  expect(collapsed([first, middle, other])[1]).toMatchObject({ order: null, escalation: null });
});

test('the beginning of an episode is never lost', () => {
  const later = exampleAlarm({ id: 'CH-1.high~2', episode: 2 });
  const began = transition('a', 2, { alarm: later, events: [exampleEvent(), exampleEvent({ type: 'annunciated' })] });
  const last = transition('a', 3, { alarm: later, events: [exampleEvent({ type: 'commented' })] });
  const [, kept] = collapsed([transition('a', 1, { alarm: exampleAlarm() }), began, last]);
  expect(kept?.events.map(({ type }) => type)).toEqual(['activated', 'commented']);
});

test('property: at most two of each are left, the newest state of each among them', () => {
  const ids = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 40 });
  fc.assert(
    fc.property(ids, (all) => {
      const items = all.map((id, index) => transition(id, index));
      const left = collapsed(items);
      expect(left.map(({ savedAt }) => savedAt)).toEqual(left.map(({ savedAt }) => savedAt).sort((a, b) => a - b));
      for (const id of new Set(all)) {
        const own = left.filter(({ conditionId }) => conditionId === id);
        expect(own.length).toBeLessThanOrEqual(2);
        expect(own[0]!.savedAt).toBe(all.indexOf(id));
        expect(own.at(-1)!.savedAt).toBe(all.lastIndexOf(id));
      }
    }),
  );
});
