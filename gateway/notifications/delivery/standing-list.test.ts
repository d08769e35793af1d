import { expect, test } from 'vitest';
import { ManualClock } from '../../../tests/harness/manual-clock.ts';
import { MemoryOutbox } from '../../../tests/harness/memory-outbox.ts';
import { silentLogger } from '../../../tests/harness/silent-logger.ts';
import type { Alarm } from '../../domain/alarm.ts';
import { subjectOf } from '../message-text.ts';
import { trappedAlarm } from '../notifications.fixtures.ts';
import { createComposer } from './compose.ts';
import { exampleSite } from './delivery.fixtures.ts';
import { StandingList } from './standing-list.ts';

const HOUR_MS = 3_600_000;
const TARGETS = [
  { recipient: 'wang', language: 'en', contacts: [{ channel: 'mail', address: 'wang@x' }] },
  { recipient: '', language: 'both', contacts: [{ channel: 'group', address: '' }] },
] as const;

/** It is 07:00 at the site. */
function rig(startedAt = '2026-01-05T07:00') {
  const clock = new ManualClock(Date.parse(`${startedAt}+08:00`));
  const standing: Alarm[] = [];
  const outbox = new MemoryOutbox();
  const make = () =>
    new StandingList({
      ...{ plan: { policies: [], timeZone: 'Asia/Shanghai' }, standing: () => standing, outbox, clock },
      ...{ targets: async () => TARGETS, logger: silentLogger },
    });
  return { clock, standing, outbox, make };
}

test('each day at the digest time, once to each who has the duty, also across a restart', async () => {
  const { clock, standing, outbox, make } = rig();
  standing.push(trappedAlarm({ id: 'old~1' }), trappedAlarm({ id: 'older~1' }));
  const first = make();
  first.start();
  await clock.advanceAsync(89 * 60_000);
  expect(outbox.rows).toEqual([]);
  await clock.advanceAsync(60_000);
  expect(outbox.rows.map(({ channel, kind, priority }) => `${channel} ${kind} ${priority}`)).toEqual([
    'mail digest P4',
    'group digest P4',
  ]);
  await first.stop();
  const second = make();
  second.start();
  await clock.advanceAsync(HOUR_MS);
  expect(outbox.rows).toHaveLength(2);
  await clock.advanceAsync(23 * HOUR_MS);
  expect(outbox.rows).toHaveLength(4);
  await second.stop();
  expect(clock.pending).toBe(0);
});

test('nothing when nothing stands, and again when the store did not answer', async () => {
  const { clock, standing, outbox, make } = rig('2026-01-05T08:29');
  const list = make();
  list.start();
  const add = outbox.add.bind(outbox);
  outbox.add = () => Promise.reject(new Error('away'));
  standing.push(trappedAlarm());
  await clock.advanceAsync(5 * 60_000);
  outbox.add = add;
  await clock.advanceAsync(60_000);
  expect(outbox.rows).toHaveLength(2);
  standing.pop();
  await clock.advanceAsync(30 * HOUR_MS);
  expect(outbox.rows).toHaveLength(2);
  await list.stop();
});

test('is no new alarm: it says so first', async () => {
  const { clock, standing, outbox, make } = rig('2026-01-05T08:29');
  const alarm = trappedAlarm({ id: 'old~1' });
  standing.push(alarm);
  const list = make();
  list.start();
  await clock.advanceAsync(120_000);
  await list.stop();
  const compose = createComposer({
    ...{ site: exampleSite, alarm: async () => alarm },
    answers: { linkFor: () => undefined, codeFor: async () => undefined },
  });
  const message = await compose(await outbox.lease('mail', 1, clock.nowMs(), 1_000));
  expect(subjectOf(message)).toBe('【P4】(standing) Lift 1: passenger trapped');
});
