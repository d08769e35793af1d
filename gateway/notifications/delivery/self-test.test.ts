import { expect, test } from 'vitest';
import { ManualClock } from '../../../tests/harness/manual-clock.ts';
import { MemoryOutbox } from '../../../tests/harness/memory-outbox.ts';
import { silentLogger } from '../../../tests/harness/silent-logger.ts';
import { ZoneOffsets } from '../../domain/zone-offsets.ts';
import type { AuditEntry } from '../../ports/account-store.ts';
import type { LeasedNotice, Settlement } from '../../ports/outbox.ts';
import type { DutyMessage } from './duty-desk.ts';
import { dailyMoments } from './local-times.ts';
import { SelfTest } from './self-test.ts';

const MINUTE = 60_000;
/** 08:58 in Shanghai. */
const START = Date.UTC(2026, 0, 5, 0, 58);

function rig(shifts: readonly number[] = []) {
  const clock = new ManualClock(START);
  const outbox = new MemoryOutbox();
  const told: DutyMessage[] = [];
  const entries: AuditEntry[] = [];
  const contacts = ['im', 'sms'].map((channel) => ({ channel, address: channel }));
  const selfTest = new SelfTest({
    ...{ outbox, clock, logger: silentLogger, timeZone: 'Asia/Shanghai', dailyAt: 540 },
    shiftStarts: async (from, to) => shifts.filter((at) => at > from && at <= to),
    targets: async () => [{ recipient: 'wang', language: 'zh', contacts }],
    duty: { tell: (message) => void told.push(message) },
    audit: { audit: async (entry) => void entries.push(entry) },
  });
  /** Sends what waits, as the channels would. */
  const deliver = async (settlement: (notice: LeasedNotice) => Settlement): Promise<void> => {
    for (const channel of ['im', 'sms'])
      for (const notice of await outbox.lease(channel, 10, clock.nowMs(), 30_000))
        await outbox.settle(notice, settlement(notice));
  };
  selfTest.start();
  return { clock, outbox, told, entries, selfTest, deliver };
}

test('once a day on every way to who has the duty; what went out has passed, and it is written down', async () => {
  const { clock, outbox, told, entries, selfTest, deliver } = rig();
  await clock.advanceAsync(2 * MINUTE);
  expect(outbox.rows).toMatchObject([
    { kind: 'test', channel: 'im' },
    { kind: 'test', channel: 'sms', recipient: 'wang' },
  ]);
  expect(selfTest.result).toMatchObject({ because: 'daily', endedAt: null });
  await deliver(({ queuedAt }) => ({ state: 'sent', at: queuedAt, receipt: null }));
  await clock.advanceAsync(MINUTE);
  expect(selfTest.result?.ways.map(({ state }) => state)).toEqual(['passed', 'passed']);
  expect(entries).toMatchObject([{ action: 'self-test', subject: 'im wang', outcome: 'done' }, { outcome: 'done' }]);
  expect(told).toEqual([]);
  await clock.advanceAsync(24 * 60 * MINUTE);
  expect(outbox.rows).toHaveLength(4);
  await selfTest.stop();
  expect(clock.pending).toBe(0);
});

test('a way that is dead, or silent for five minutes, has failed and the duty is told through another', async () => {
  const { clock, told, selfTest, deliver } = rig();
  await clock.advanceAsync(2 * MINUTE);
  await deliver(({ channel, queuedAt }) =>
    channel === 'im'
      ? { state: 'dead', at: queuedAt, detail: 'HTTP 404' }
      : { state: 'sent', at: queuedAt, receipt: null },
  );
  await clock.advanceAsync(MINUTE);
  expect(selfTest.result?.ways).toMatchObject([{ state: 'failed', detail: 'HTTP 404' }, { state: 'passed' }]);
  expect(told).toMatchObject([{ code: 'SELF_TEST_FAILED', notThrough: 'im', priority: 'P2' }]);
  await selfTest.run('asked');
  await clock.advanceAsync(6 * MINUTE);
  expect(selfTest.result?.ways).toMatchObject([{ state: 'failed' }, { state: 'failed', detail: 'not sent in time' }]);
  expect(told).toHaveLength(2);
  await selfTest.stop();
});

test('at the beginning of a shift; a second one while it runs is the same', async () => {
  const { clock, outbox, selfTest } = rig([START + 30_000]);
  await clock.advanceAsync(40_000);
  expect(selfTest.result?.because).toBe('shift');
  expect(await selfTest.run('asked')).toBe(selfTest.result);
  expect(outbox.rows).toHaveLength(2);
  await selfTest.stop();
});

test('the daily moment follows local time, also over a change of clocks', () => {
  const london = new ZoneOffsets('Europe/London');
  const spring = dailyMoments(london, 540, Date.UTC(2026, 2, 28), Date.UTC(2026, 2, 31));
  expect(spring.map((at) => new Date(at).toISOString().slice(8, 16))).toEqual(['28T09:00', '29T08:00', '30T08:00']);
  expect(dailyMoments(london, 90, Date.UTC(2026, 2, 29), Date.UTC(2026, 2, 30))).toEqual([]);
  expect(dailyMoments(london, 90, Date.UTC(2026, 9, 24, 12), Date.UTC(2026, 9, 25, 12))).toHaveLength(1);
});
