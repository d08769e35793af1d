import { expect, it } from 'vitest';
import type { WireAlarm } from '../../data/alarm-api.ts';
import { sampleAlarm } from '../sample-alarm.fixture.ts';
import { holdRows } from './hold-rows.ts';

const [a, b, c]: WireAlarm[] = ['a', 'b', 'c'].map((id) => sampleAlarm({ id }));

it('keeps the places of the rows while new alarms wait', () => {
  const held = holdRows([b!, c!], [a!, b!, c!]);
  expect(held.rows.map((row) => row.id)).toEqual(['b', 'c']);
  expect(held.waiting).toBe(1);
});

it('shows the new state in the old place', () => {
  const held = holdRows([b!, c!], [c!, { ...b!, state: 'active-acknowledged' }]);
  expect(held.rows.map((row) => row.state)).toEqual(['active-acknowledged', 'active-unacknowledged']);
});

it('keeps a closed alarm until the list is let go', () => {
  expect(holdRows([a!], []).rows[0]?.state).toBe('closed');
});

it('shows a shelved alarm as shelved, in its old place', () => {
  const held = holdRows([a!, b!], [b!], [{ ...a!, state: 'shelved' }]);
  expect(held.rows.map((row) => row.state)).toEqual(['shelved', 'active-unacknowledged']);
  expect(held.waiting).toBe(0);
});
