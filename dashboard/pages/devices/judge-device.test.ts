import fc from 'fast-check';
import { expect, test } from 'vitest';
import { halvedPeriodSeconds, judgeDevice, shareOf, type WireDevice } from './judge-device.ts';

const device = (change: Partial<WireDevice> = {}): WireDevice => ({
  ...{ id: 'u1', state: 'online', stateSince: '2026-01-05T08:00:00Z', lastGoodAt: '2026-01-05T08:00:00Z' },
  ...{ requests: 500, failures: 0, successPercent: 100, latencyMs: 40, lastFailure: null, exceptions: {}, holes: [] },
  ...{ items: null, timeouts: 0, busyPercent: 3 },
  ...change,
});
const line = (loadPercent: number | null, ...devices: WireDevice[]) => ({ loadPercent, devices });

test('each fault has its verdict, the worst is said', () => {
  const well = device();
  expect(judgeDevice(well, line(20, well))).toBe('good');
  const cases: [Partial<WireDevice>, string][] = [
    [{ state: 'offline' }, 'silent'],
    [{ successPercent: 61 }, 'flaky'],
    [{ holes: ['holding 0x0FA0+2 refused'], successPercent: 61 }, 'refusing'],
    [{ items: { expected: 4, delivering: 3 } }, 'partly'],
    [{ state: 'suspect', requests: 0, successPercent: null }, 'waiting'],
    [{ state: 'suspect' }, 'flaky'],
  ];
  for (const [change, verdict] of cases) expect(judgeDevice(device(change), line(20, device(change)))).toBe(verdict);
});

test('one device that takes most of a busy line slows it; alone on its line, or on an idle one, it slows nobody', () => {
  const slow = device({ id: 'u17', busyPercent: 54, successPercent: 61 });
  const quick = device({ id: 'u18', busyPercent: 6 });
  expect(judgeDevice(slow, line(60, slow, quick))).toBe('slowing');
  expect(judgeDevice(quick, line(60, slow, quick))).toBe('good');
  expect(judgeDevice(slow, line(60, slow))).toBe('flaky');
  expect(judgeDevice(device({ busyPercent: 8 }), line(10, device({ busyPercent: 8 }), quick))).toBe('good');
});

test('the shares of a line add up to one, or are not known', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0.1, max: 100, noNaN: true }), { minLength: 1 }), (busy) => {
      const all = busy.map((busyPercent, i) => device({ id: String(i), busyPercent }));
      const sum = all.reduce((total, one) => total + (shareOf(one, { devices: all }) ?? 0), 0);
      expect(sum).toBeCloseTo(1, 6);
    }),
  );
  expect(shareOf(device({ busyPercent: null }), { devices: [device()] })).toBeNull();
});

test('a period that halves a share is never shorter than now', () => {
  expect([halvedPeriodSeconds(1_000), halvedPeriodSeconds(10_000), halvedPeriodSeconds(100)]).toEqual([2, 20, 2]);
});
