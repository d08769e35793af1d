import { expect, test } from 'vitest';
import { leasedNotice, trappedAlarm } from '../notifications.fixtures.ts';
import { ToldLately } from './told-lately.ts';

const NOW = leasedNotice().queuedAt;

test('a step queued before the same was told says nothing new; one queued later does', () => {
  const told = new ToldLately();
  told.add(leasedNotice({ id: 'first' }), NOW + 1_000);
  expect(told.inPlaceOf(leasedNotice({ id: 'second', step: 1, queuedAt: NOW + 500 }))).toBe('first');
  expect(told.inPlaceOf(leasedNotice({ id: 'third', step: 2, queuedAt: NOW + 1_001 }))).toBeUndefined();
});

test('another person, another way, a new occurrence and a raised priority are told', () => {
  const told = new ToldLately();
  told.add(leasedNotice({ id: 'first' }), NOW + 1_000);
  expect(told.inPlaceOf(leasedNotice({ id: 'a', recipient: 'li' }))).toBeUndefined();
  expect(told.inPlaceOf(leasedNotice({ id: 'b', address: 'other' }))).toBeUndefined();
  expect(told.inPlaceOf(leasedNotice({ id: 'c', alarm: trappedAlarm({ occurrence: 2 }) }))).toBeUndefined();
  expect(told.inPlaceOf(leasedNotice({ id: 'd', alarm: trappedAlarm({ priority: 'P2' }) }))).toBeUndefined();
});

test('one that went out and could not be settled does not go out again', () => {
  const told = new ToldLately();
  const notice = leasedNotice({ id: 'test', kind: 'test', alarm: null, alarmId: null });
  told.add(notice, NOW);
  expect(told.inPlaceOf(notice)).toBe('test');
  expect(told.inPlaceOf({ ...notice, id: 'next test' })).toBeUndefined();
});

test('what was told longest ago is forgotten first', () => {
  const told = new ToldLately();
  for (let i = 0; i <= 5_000; i++) told.add(leasedNotice({ id: `n${i}`, alarmId: `A${i}` }), NOW);
  expect(told.inPlaceOf(leasedNotice({ id: 'x', alarmId: 'A0' }))).toBeUndefined();
  expect(told.inPlaceOf(leasedNotice({ id: 'x', alarmId: 'A1' }))).toBe('n1');
});
