import { expect, it } from 'vitest';
import {
  readAlarmSearch,
  readEnergySearch,
  readOnCallSearch,
  readPerformanceSearch,
  readTrendSearch,
} from './search.ts';

it('reads what it wrote', () => {
  expect(readAlarmSearch({ view: 'history', id: 'F07.overload~1' })).toEqual({ view: 'history', id: 'F07.overload~1' });
  expect(readAlarmSearch({ view: 'suppressed' })).toEqual({ view: 'suppressed' });
  expect(readOnCallSearch({ from: '2026-11-23' })).toEqual({ from: '2026-11-23' });
  expect(readPerformanceSearch({ days: 7 })).toEqual({ days: 7 });
  expect(readTrendSearch({ tags: ['a', 'b'], window: '24h', live: false, until: '2020-12-31' })).toEqual({
    tags: ['a', 'b'],
    window: '24h',
    live: false,
    until: '2020-12-31',
  });
});

it('takes the default for what it cannot read', () => {
  expect(readAlarmSearch({ view: 7, id: {} })).toEqual({ view: 'active' });
  expect(readOnCallSearch({ from: 'monday' })).toEqual({});
  expect(readPerformanceSearch({ days: '7' })).toEqual({ days: 30 });
  expect(readEnergySearch({ period: 'century' })).toEqual({ period: 'today' });
  for (const until of ['2020-13-31', 'yesterday', 7])
    expect(readTrendSearch({ tags: 'a', window: 'toString', until })).toEqual({
      ...{ tags: [], window: '1h', live: true },
    });
});

it('takes at most eight lines, each once', () => {
  const tags = Array.from({ length: 30 }, (_, i) => `p${i % 20}`);
  expect(readTrendSearch({ tags }).tags).toEqual(tags.slice(0, 8));
});
