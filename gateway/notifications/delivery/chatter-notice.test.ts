import { expect, test } from 'vitest';
import { FakeAlarms, fakeAlarm } from '../../../tests/harness/fake-alarms.ts';
import { ManualClock } from '../../../tests/harness/manual-clock.ts';
import { tellChatter } from './chatter-notice.ts';
import type { DutyMessage } from './duty-desk.ts';

test('an alarm that begins to chatter is told once, one that is kept quiet is not', () => {
  const alarms = new FakeAlarms();
  const told: DutyMessage[] = [];
  const end = tellChatter(alarms, { tell: (message) => told.push(message) }, new ManualClock());
  const change = (id: string, isChattering: boolean, state: 'active-unacknowledged' | 'suppressed') =>
    alarms.emit(fakeAlarm(id, { isChattering, state }));
  for (const isChattering of [false, true, true]) change('PUMP-2.low~1', isChattering, 'active-unacknowledged');
  change('PUMP-3.low~1', true, 'suppressed');
  expect(told).toMatchObject([{ code: 'CHATTER', priority: 'P3' }]);
  change('PUMP-2.low~1', false, 'active-unacknowledged');
  change('PUMP-2.low~1', true, 'active-unacknowledged');
  end();
  change('PUMP-4.low~1', true, 'active-unacknowledged');
  expect(told).toHaveLength(2);
});
