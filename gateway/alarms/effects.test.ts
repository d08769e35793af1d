import { describe, expect, test } from 'vitest';
import { exampleEvent as eventOf, exampleAlarm } from '../../tests/harness/alarm-records.ts';
import { exampleCondition } from '../../tests/harness/builders.ts';
import type { AlarmEventType } from '../domain/alarm.ts';
import type { StepEvent } from '../domain/alarm-input.ts';
import { escalationOf, orderCause } from './effects.ts';

const exampleEvent = (type: AlarmEventType, change: Partial<StepEvent> = {}): StepEvent =>
  eventOf({ type, at: 1_000, ...change });

const told = exampleEvent('annunciated', { tells: true, occurrence: 2, priority: 'P1' });

describe('escalation', () => {
  test('starts with whatever tells people', () => {
    const effect = { action: 'start', occurrence: 2, priority: 'P1', at: 1_000 };
    expect(escalationOf(exampleAlarm(), [exampleEvent('activated'), told])).toEqual(effect);
    expect(escalationOf(exampleAlarm(), [exampleEvent('unshelved'), told])).toEqual(effect);
  });

  test('stops with what makes it quiet', () => {
    for (const type of ['acknowledged', 'shelved', 'suppressed', 'out-of-service', 'disabled', 'closed'] as const)
      expect(escalationOf(exampleAlarm(), [exampleEvent(type)])).toEqual({ action: 'stop', at: 1_000 });
  });

  test('a return is told of after a minute, although the episode closes with it', () => {
    const events = [exampleEvent('returned'), exampleEvent('closed')];
    const closed = exampleAlarm({ state: 'closed', acknowledgedAt: 5 });
    expect(escalationOf(closed, events)).toEqual({ action: 'returned', at: 61_000, keepsOn: false });
  });

  test('an urgent one that nobody has acknowledged is called on', () => {
    const returned = (change: object) =>
      escalationOf(exampleAlarm({ state: 'returned-unacknowledged', ...change }), [exampleEvent('returned')]);
    expect(returned({ priority: 'P1' })).toMatchObject({ keepsOn: true });
    expect(returned({ priority: 'P2' })).toMatchObject({ keepsOn: false });
    expect(returned({ priority: 'P1', acknowledgedAt: 5 })).toMatchObject({ keepsOn: false });
  });

  test('what nobody was told of ends without a word', () => {
    const events = [exampleEvent('returned'), exampleEvent('closed')];
    expect(escalationOf(exampleAlarm({ annunciatedAt: null }), events)).toBeNull();
    expect(escalationOf(exampleAlarm({ annunciatedAt: null }), [exampleEvent('suppressed')])).toBeNull();
  });

  test('a remark changes nothing', () => {
    expect(escalationOf(exampleAlarm(), [exampleEvent('commented')])).toBeNull();
  });
});

test('one order per equipment and failure group, as urgent as the alarm is now', () => {
  const condition = exampleCondition({ equipment: 'CH-1', failureGroup: 'compressor', priority: 'P3' });
  expect(orderCause(condition, exampleAlarm({ priority: 'P1' }))).toMatchObject({
    ...{ dedupKey: 'CH-1:compressor', equipment: 'CH-1', priority: 'P1' },
  });
});
