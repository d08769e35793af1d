import { expect, it } from 'vitest';
import { sampleAlarm } from '../../panels/sample-alarm.fixture.ts';
import { foldForFlood } from './fold-for-flood.ts';

const at = (second: number): string => `2026-11-21T20:00:${String(second).padStart(2, '0')}.000Z`;

it('puts what it began with on top and folds the lesser ones, losing none', () => {
  const alarms = [
    sampleAlarm({ id: 'later', activeAt: at(9), firstOut: 'later' }),
    sampleAlarm({ id: 'low', priority: 'P4', activeAt: at(0) }),
    sampleAlarm({ id: 'first', activeAt: at(5), firstOut: 'first' }),
    sampleAlarm({ id: 'early', activeAt: at(1) }),
    sampleAlarm({ id: 'urgent', priority: 'P1', activeAt: at(20) }),
    sampleAlarm({ id: 'medium', priority: 'P3', activeAt: at(2) }),
  ];
  const { first, folded } = foldForFlood(alarms);
  expect(first.map(({ id }) => id)).toEqual(['urgent', 'first', 'early', 'later']);
  expect(folded.map(({ id }) => id)).toEqual(['medium', 'low']);
});
