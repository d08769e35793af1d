import { expect, it } from 'vitest';
import { endOfDay } from './end-of-day.ts';

it('is the next midnight of the site, whatever is done to its clocks that day', () => {
  expect(endOfDay('2020-12-31', 'Asia/Shanghai')).toBe(Date.parse('2021-01-01T00:00:00+08:00'));
  expect(endOfDay('2019-10-27', 'Europe/London')).toBe(Date.parse('2019-10-28T00:00:00Z'));
  expect(endOfDay('2018-11-03', 'America/Sao_Paulo')).toBe(Date.parse('2018-11-04T01:00:00-02:00'));
  expect(endOfDay('soon', 'UTC')).toBeNaN();
});
