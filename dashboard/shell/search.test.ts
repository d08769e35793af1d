import { expect, it } from 'vitest';
import {
  readAlarmSearch,
  readEnergySearch,
  readEquipmentSearch,
  readOnCallSearch,
  readPerformanceSearch,
  readSystemSearch,
  readTrendSearch,
  readWallSearch,
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

it('reads a part of a trend, whole or not at all', () => {
  const seen = { tags: ['a'], from: 1000, to: 2000, compare: true, marks: false, set: 'CH-2 night' };
  expect(readTrendSearch(seen)).toMatchObject(seen);
  for (const part of [{ from: 2000, to: 1000 }, { from: 1000 }, { from: '1', to: 2 }])
    expect(readTrendSearch({ tags: [], ...part })).not.toHaveProperty('from');
  expect(readTrendSearch({ set: 'x'.repeat(100) }).set).toHaveLength(60);
});

it('reads how far from a wall people stand, if that can be', () => {
  expect(readWallSearch({ distance: 4, size: 65 })).toEqual({ distance: 4, size: 65 });
  expect(readWallSearch({ distance: -4, size: '65' })).toEqual({});
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

it('reads which faceplates are open and which part of a machine is looked at', () => {
  expect(readSystemSearch({ open: ['A', 'B', 'B', 'C', 7] })).toEqual({ open: ['B', 'C'] });
  expect(readSystemSearch({ open: 'A' })).toEqual({});
  expect(readEquipmentSearch({ tab: 'registers' })).toEqual({ tab: 'registers' });
  expect(readEquipmentSearch({ tab: 'toString' })).toEqual({});
});
