import { expect, test } from 'vitest';
import { ManualClock } from '../../../tests/harness/manual-clock.ts';
import { MemoryDutyStore } from '../../../tests/harness/memory-duty-store.ts';
import { MemoryOutbox } from '../../../tests/harness/memory-outbox.ts';
import { silentLogger } from '../../../tests/harness/silent-logger.ts';
import type { OnCallPlan } from '../../domain/on-call.ts';
import type { DutyBody } from '../../ports/notice-body.ts';
import { coverageGaps } from './coverage-gaps.ts';
import { CoverageWatch } from './coverage-watch.ts';
import { agreed, plan, policy, rotation, step, toRotation } from './on-call.fixtures.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const MONDAY = Date.UTC(2026, 0, 5, 12);
const utc = rotation({ timeZone: 'UTC' });
const site = plan({ timeZone: 'UTC', rotations: [utc] });
const OFFICE = { days: [1, 2, 3, 4, 5], from: 480, to: 1080 };

const gapsOf = (own: OnCallPlan, from = MONDAY, to = MONDAY + 3 * DAY_MS) =>
  coverageGaps(own, [], from, to).map(({ startsAt, endsAt }) => [
    new Date(startsAt).toISOString().slice(5, 16),
    new Date(endsAt).toISOString().slice(5, 16),
  ]);

test('members in turn leave no gap, not even in the night the clocks are changed', () => {
  const london = plan({ rotations: [rotation({ start: '2026-10-05', handoff: 90 })] });
  expect(gapsOf(london, Date.UTC(2026, 9, 20), Date.UTC(2026, 10, 3))).toEqual([]);
});

test('a duty that begins later is a gap until then', () => {
  const later = plan({ rotations: [rotation({ timeZone: 'UTC', start: '2026-01-06' })] });
  expect(gapsOf(later)).toEqual([['01-05T12:00', '01-06T08:00']]);
});

test('a rotation is needed only when alarms are told to it', () => {
  const turn = { every: 'pattern', shifts: [{ from: 480, to: 1020 }], days: [[0]] } as const;
  const day = rotation({ timeZone: 'UTC', turn });
  const told = (hours: (typeof OFFICE)[]) =>
    plan({ timeZone: 'UTC', rotations: [day], policies: [policy('all', [step(0, [toRotation()], { hours })])] });
  expect(gapsOf(told([]))).toHaveLength(3);
  expect(gapsOf(told([OFFICE]))).toEqual([
    ['01-05T17:00', '01-05T18:00'],
    ['01-06T17:00', '01-06T18:00'],
    ['01-07T17:00', '01-07T18:00'],
  ]);
  expect(gapsOf(plan({ rotations: [day], policies: [] }))).toEqual([]);
});

function watching(own: OnCallPlan = site, startMs = MONDAY) {
  const [clock, outbox, duty] = [new ManualClock(startMs), new MemoryOutbox(), new MemoryDutyStore()];
  const watch = new CoverageWatch({ plan: own, duty, outbox, clock, logger: silentLogger });
  return { clock, outbox, duty, watch };
}

const toldIn = (outbox: MemoryOutbox) =>
  outbox.rows.map(({ recipient, priority, kind, body }) => {
    const { code, text } = JSON.parse(body ?? '') as DutyBody;
    return { recipient, priority, kind, code, text: text.en };
  });

test('a duty without gaps is not spoken of', async () => {
  const { outbox, watch } = watching();
  await watch.start();
  expect(outbox.rows).toEqual([]);
  await watch.stop();
});

test('a gap is told to the duty contact at start, once a day, in the morning when it is far away', async () => {
  const { clock, outbox, duty, watch } = watching();
  const [from, to] = [MONDAY + 3 * DAY_MS, MONDAY + 3 * DAY_MS + HOUR_MS];
  await duty.add(agreed({ kind: 'remove', from, to }));
  await watch.start();
  const text = 'Nobody is on duty for Duty: 2026-01-08 12:00–13:00';
  const told = { recipient: 'eva', priority: 'P2', kind: 'duty', code: 'COVERAGE_GAP', text };
  expect(toldIn(outbox)).toEqual([told]);
  expect(outbox.rows[0]!.dueAt).toBe(Date.UTC(2026, 0, 6, 8));
  watch.look();
  await clock.advanceAsync(6 * HOUR_MS);
  expect(outbox.rows).toHaveLength(1);
  await clock.advanceAsync(24 * HOUR_MS);
  expect(outbox.rows).toHaveLength(2);
  await watch.stop();
  expect(clock.pending).toBe(0);
});

test('a gap that somebody makes now is told at once', async () => {
  const { clock, outbox, duty, watch } = watching();
  await watch.start();
  await duty.add(agreed({ kind: 'remove', from: MONDAY, to: MONDAY + HOUR_MS }));
  watch.look();
  await clock.advanceAsync(0);
  expect(outbox.rows.map(({ dueAt }) => dueAt)).toEqual([0]);
  await watch.stop();
});

test('a swap that is only asked makes no gap', async () => {
  const { outbox, duty, watch } = watching();
  await duty.add({ ...agreed({ kind: 'remove', from: MONDAY, to: MONDAY + HOUR_MS }), state: 'asked' });
  await watch.start();
  expect(outbox.rows).toEqual([]);
  await watch.stop();
});

test('when the store does not answer it looks again', async () => {
  const { clock, outbox, duty, watch } = watching();
  await duty.add(agreed({ kind: 'remove', from: MONDAY, to: MONDAY + HOUR_MS }));
  const read = duty.overrides.bind(duty);
  duty.overrides = () => Promise.reject(new Error('away'));
  await watch.start();
  duty.overrides = read;
  await clock.advanceAsync(600_000);
  expect(outbox.rows).toHaveLength(1);
  await watch.stop();
});
