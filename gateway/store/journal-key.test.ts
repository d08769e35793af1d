import fc from 'fast-check';
import { expect, test } from 'vitest';
import { histories, rule } from '../../tests/harness/alarm-histories.ts';
import { exampleEvent, START } from '../../tests/harness/alarm-records.ts';
import { stepAlarm } from '../domain/alarm-step/step.ts';
import { INITIAL_STATE } from '../domain/condition-state.ts';
import { journalKey } from './journal-key.ts';

test('no event of the state machine is taken for one that happened before', () => {
  fc.assert(
    fc.property(rule, histories(80), (given, history) => {
      const seen = new Map<string, string>();
      let state = INITIAL_STATE;
      for (const [index, { at, input }] of history.entries()) {
        const result = stepAlarm(given, state, input, { wallMs: START + at, monoMs: at });
        state = result.state;
        for (const event of result.events) {
          const key = journalKey(`c~${state.episode?.number ?? 0}`, event, index);
          const content = JSON.stringify({ ...event, tells: null });
          expect(seen.get(key) ?? content).toBe(content);
          seen.set(key, content);
        }
      }
    }),
    { numRuns: 1_000 },
  );
});

test('the same event at another time is the same for a machine, and another one for a person', () => {
  const key = (change: object) => journalKey('c~1', exampleEvent(change), 5);
  expect(key({ at: 1 })).toBe(key({ at: 2 }));
  expect(key({ level: 1 })).not.toBe(key({ level: 0 }));
  expect(key({ type: 'commented', actor: 'kim', at: 1 })).not.toBe(key({ type: 'commented', actor: 'kim', at: 2 }));
  const suppressed = exampleEvent({ type: 'suppressed' });
  expect(journalKey('c~1', suppressed, 5)).not.toBe(journalKey('c~1', suppressed, 6));
  expect(key({ type: 'suppressed', reason: 'a' })).not.toBe(key({ type: 'suppressed', reason: 'b' }));
});
