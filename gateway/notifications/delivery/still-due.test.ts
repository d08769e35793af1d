import { expect, test } from 'vitest';
import { alarmState } from '../../domain/alarm.ts';
import { leasedNotice, trappedAlarm } from '../notifications.fixtures.ts';
import { isStillDue } from './still-due.ts';

const due = (kind: 'alarm' | 'returned', alarm: Parameters<typeof trappedAlarm>[0], wasAnnounced = true): boolean =>
  isStillDue(leasedNotice({ kind, wasAnnounced, alarm: trappedAlarm(alarm) }));

test('an alarm is told while somebody has to acknowledge it; P1 also after it has returned', () => {
  const told = (priority: 'P1' | 'P2') => alarmState.options.filter((state) => due('alarm', { state, priority }));
  expect(told('P2')).toEqual(['active-unacknowledged', 'latched-unacknowledged']);
  expect(told('P1')).toEqual(['active-unacknowledged', 'returned-unacknowledged', 'latched-unacknowledged']);
  expect(isStillDue(leasedNotice({ alarm: null }))).toBe(false);
});

test('a return is told to who was told of the alarm, unless it is back or was quieted', () => {
  const told = alarmState.options.filter((state) => due('returned', { state, returnedAt: 5 }));
  expect(told).toEqual(['returned-unacknowledged', 'latched-unacknowledged', 'latched-acknowledged', 'closed']);
  expect(alarmState.options.filter((state) => due('returned', { state, returnedAt: 5 }, false))).toEqual([]);
  expect(due('returned', { state: 'closed', returnedAt: null })).toBe(false);
});

test('what is about no alarm is always due', () => {
  for (const kind of ['digest', 'test', 'duty'] as const)
    expect(isStillDue(leasedNotice({ kind, alarm: null }))).toBe(true);
});
