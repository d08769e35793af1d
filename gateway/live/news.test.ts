import { expect, it } from 'vitest';
import { fakeAlarm } from '../../tests/harness/fake-alarms.ts';
import { ManualClock } from '../../tests/harness/manual-clock.ts';
import type { Alarm } from '../domain/alarm.ts';
import { News } from './news.ts';

function desk() {
  const clock = new ManualClock();
  const told: string[][] = [];
  const news = new News(clock, (changed: readonly Alarm[]) =>
    told.push(changed.map(({ id, state }) => `${id} ${state}`)),
  );
  return { clock, told, news };
}

it('tells a thousand changes of one moment in one message, the newest state of each', () => {
  const { clock, told, news } = desk();
  for (let n = 0; n < 1000; n++) {
    news.add(fakeAlarm(`A${n}~1`));
    news.add(fakeAlarm(`A${n}~1`, { state: 'suppressed' }));
  }
  clock.advance(50);
  expect(told).toHaveLength(1);
  expect(told[0]).toHaveLength(1000);
  expect(told[0]?.[999]).toBe('A999~1 suppressed');
});

it('tells a single change within a twentieth of a second, and the next one anew', () => {
  const { clock, told, news } = desk();
  news.add(fakeAlarm('A~1'));
  clock.advance(50);
  news.add(fakeAlarm('A~1', { state: 'active-acknowledged' }));
  clock.advance(50);
  expect(told).toEqual([['A~1 active-unacknowledged'], ['A~1 active-acknowledged']]);
});

it('leaves no timer behind', () => {
  const { clock, told, news } = desk();
  news.add(fakeAlarm());
  news.stop();
  expect(clock.pending).toBe(0);
  clock.advance(1000);
  expect(told).toEqual([]);
});
