import { expect, it } from 'vitest';
import { isReloadDue } from './reload-time.ts';

const HOUR = 3_600_000;
const asked = { now: 10 * HOUR, loadedAt: 0, changes: [8 * HOUR], isHealthy: true };

it('begins anew once after a change of shift', () => {
  expect(isReloadDue(asked)).toBe(true);
  expect(isReloadDue({ ...asked, loadedAt: 8 * HOUR + 130_000 })).toBe(false);
});

it('not before the new shift sits', () => {
  expect(isReloadDue({ ...asked, now: 8 * HOUR + 60_000 })).toBe(false);
});

it('never while something is not well: it waits until it is', () => {
  expect(isReloadDue({ ...asked, isHealthy: false })).toBe(false);
  expect(isReloadDue({ ...asked, isHealthy: false, now: 40 * HOUR })).toBe(false);
});

it('without a rota once a day', () => {
  expect(isReloadDue({ ...asked, changes: [], now: 23 * HOUR })).toBe(false);
  expect(isReloadDue({ ...asked, changes: [], now: 24 * HOUR })).toBe(true);
});
