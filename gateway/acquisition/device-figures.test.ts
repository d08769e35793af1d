import { expect, test } from 'vitest';
import { DeviceFigures } from './device-figures.ts';

test('a device says how much of the last ten seconds it kept the bus busy, and how often it did not answer', () => {
  const figures = new DeviceFigures(0);
  expect(figures.status(0)).toMatchObject({ timeouts: 0, busyPercent: null });
  figures.occupied(1_000, 4_000);
  figures.timedOut();
  figures.occupied(1_500, 10_000);
  expect(figures.status(10_000)).toMatchObject({ timeouts: 1, busyPercent: 25 });
  expect(figures.status(20_000)).toMatchObject({ timeouts: 1, busyPercent: 0 });
});
