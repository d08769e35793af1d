import { describe, expect, test } from 'vitest';
import { exampleAlarm } from '../../tests/harness/alarm-records.ts';
import { exampleCondition } from '../../tests/harness/builders.ts';
import { type ConditionState, type Episode, INITIAL_STATE } from '../domain/condition-state.ts';
import { alarmRecord, isSeen, parseAlarmId } from './alarm-record.ts';

const EPISODE: Episode = {
  ...{ number: 3, occurrence: 2, onsetAt: 1, activeAt: 2, value: 81, limit: 80, level: 0, priority: 'P2' },
  ...{ returnedAt: null, acknowledgement: { state: 'unacknowledged' }, isSilent: false, annunciatedAt: 2 },
  ...{ toldMono: 2, isLatched: false, reAlarms: 0, parent: null, firstOut: null, closedAt: null },
};
const acknowledged = { acknowledgement: { state: 'acknowledged', at: 5, by: 'li' } } as const;
const shelving = { state: 'timed', until: 9, untilMono: 9, by: 'wang', reason: 'x' } as const;
const suppression = [{ kind: 'parent', key: 'mains' }] as const;
const outOfService = { state: 'out-of-service', by: 'li', reason: 'x', reviewBy: 9 } as const;

function record(episode: Partial<Episode>, state: Partial<ConditionState> = {}) {
  const whole = {
    ...INITIAL_STATE,
    evaluation: { phase: 'active' },
    ...state,
    episode: { ...EPISODE, ...episode },
  } as const;
  const slot = { condition: exampleCondition(), state: whole, tag: 'X1.value', explain: () => null };
  return alarmRecord(slot, { workOrder: 7, consequences: 0 });
}
const normal = { evaluation: { phase: 'normal' } } as const;

describe('the state that is shown is the first that applies', () => {
  test.each([
    ['active-unacknowledged', record({})],
    ['active-acknowledged', record(acknowledged)],
    ['active-acknowledged', record(acknowledged, { evaluation: { phase: 'pending-off', evidenceMs: 0, lastMono: 0 } })],
    ['returned-unacknowledged', record({}, normal)],
    ['latched-unacknowledged', record({ isLatched: true }, normal)],
    ['latched-acknowledged', record({ isLatched: true, ...acknowledged }, normal)],
    ['shelved', record({ isLatched: true }, { shelving })],
    ['suppressed', record({}, { shelving, suppression })],
    ['suppressed', record({}, { deadlines: { ...INITIAL_STATE.deadlines, release: 5 } })],
    ['out-of-service', record({}, { shelving, suppression, service: outOfService })],
    ['closed', record({ closedAt: 8 }, { shelving, suppression, service: outOfService })],
  ])('%s', (state, alarm) => {
    expect(alarm?.state).toBe(state);
  });
});

test('what is known of it is in the record', () => {
  expect(record({ ...acknowledged, parent: 'mains~1' }, { shelving, suppression })).toMatchObject({
    ...{ id: 'X1.high~3', episode: 3, occurrence: 2, priority: 'P2', tag: 'X1.value', workOrder: 7 },
    ...{ acknowledgedAt: 5, acknowledgedBy: 'li', shelvedUntil: 9, shelvedBy: 'wang', parent: 'mains~1' },
    ...{ suppressedBy: [{ kind: 'parent', key: 'mains' }], unknownSince: null },
  });
  expect(record({}, { quality: { state: 'bad', since: 4, sinceMono: 0 } })?.unknownSince).toBe(4);
});

test('people do not see what is held back', () => {
  expect(isSeen(exampleAlarm({ annunciatedAt: null }))).toBe(false);
  for (const state of ['suppressed', 'shelved', 'out-of-service'] as const)
    expect(isSeen(exampleAlarm({ annunciatedAt: null, state }))).toBe(true);
});

test('ids', () => {
  expect(parseAlarmId('bus:1.comms-lost~12')).toEqual({ conditionId: 'bus:1.comms-lost', episode: 12 });
  for (const id of ['', 'x', 'x~', 'x~0', 'x~-1', '~1', 'x~1e3']) expect(parseAlarmId(id)).toBeUndefined();
});
