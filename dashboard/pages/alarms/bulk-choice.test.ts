import { expect, it } from 'vitest';
import { sampleAlarm } from '../../panels/sample-alarm.fixture.ts';
import { bulkChoice } from './bulk-choice.ts';

it('never takes an urgent alarm along, nor one that is acknowledged', () => {
  const chosen = bulkChoice([
    sampleAlarm({ id: 'urgent', priority: 'P1' }),
    sampleAlarm({ id: 'seen', state: 'active-acknowledged' }),
    sampleAlarm({ id: 'latched', state: 'latched-unacknowledged' }),
    sampleAlarm({ id: 'low', priority: 'P4' }),
  ]);
  expect(chosen.map(({ id }) => id)).toEqual(['latched', 'low']);
});

it('takes no more than one request may hold', () => {
  const many = Array.from({ length: 500 }, (_, n) => sampleAlarm({ id: `a${n}` }));
  expect(bulkChoice(many)).toHaveLength(200);
});
