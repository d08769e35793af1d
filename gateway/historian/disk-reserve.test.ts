import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { DiskReserve } from './disk-reserve.ts';

const folder = mkdtempSync(join(tmpdir(), 'plantroom-reserve-'));
const file = join(folder, 'disk-reserve');
afterEach(() => rmSync(file, { force: true }));

test('it takes room that is really taken, and gives it up', () => {
  const reserve = new DiskReserve(folder);
  expect(reserve.hold()).toBe(true);
  expect(reserve.hold()).toBe(true);
  const { size, blocks } = statSync(file);
  expect(size).toBe(4 * 1024 * 1024);
  expect(blocks * 512).toBeGreaterThanOrEqual(size);
  reserve.release();
  reserve.release();
  expect(existsSync(file)).toBe(false);
});

test('where it cannot be taken nothing happens', () => {
  const reserve = new DiskReserve(join(folder, 'nowhere'));
  // The folder is not there: that says nothing about room.
  expect(reserve.hold()).toBe(true);
  expect(() => reserve.release()).not.toThrow();
});
