import { expect, test } from 'vitest';
import { ERRORS } from '../../../gateway/domain/errors.ts';
import type { OnCallPlan } from '../../../gateway/domain/on-call.ts';
import {
  person as onCall,
  plan,
  policy,
  step,
  toPerson,
} from '../../../gateway/notifications/on-call/on-call.fixtures.ts';
import { openHouse, person } from '../../harness/alarm-house.ts';
import { webhookChannel } from '../../harness/house-channels.ts';
import { houseCondition } from '../../harness/house-site.ts';
import { ManualClock } from '../../harness/manual-clock.ts';

const MINUTE_MS = 60_000;
const ALARM = 'X1.high~1';
const AGAIN_MS = 30 * MINUTE_MS;

/** Wang at once, Zhao after two minutes, and so on until somebody answers. */
const INSISTING: OnCallPlan = plan({
  people: ['wang', 'zhao'].map((id) => onCall(id, { contacts: [{ channel: 'webhook', address: '' }] })),
  rotations: [],
  policies: [
    policy('all', [step(0, [toPerson('wang')]), step(2, [toPerson('zhao')])], {
      repeat: { afterMs: 120_000, times: 50 },
    }),
  ],
  siteDuty: [toPerson('wang')],
});

const acknowledge = { kind: 'acknowledge', occurrence: 1, note: null } as const;

test('10. Ack race by two users', async () => {
  const clock = new ManualClock();
  const { channel } = await webhookChannel(clock);
  const conditions = [houseCondition({ onDelayMs: 0, reAlarm: { afterMs: AGAIN_MS, times: 3 } })];
  const house = await openHouse({ conditions, clock, duty: { plan: INSISTING, channels: [channel] } });
  house.feed(85);
  await house.advance(60_000);
  expect(house.messages()).toHaveLength(1);

  const shown: (string | null)[] = [];
  const { service } = house.process.system.engine;
  service.onChange(({ acknowledgedBy }) => shown.push(acknowledgedBy));
  const first = service.act(ALARM, acknowledge, person('anna'));
  await house.advance(1);
  const second = service.act(ALARM, acknowledge, person('bo'));
  await house.advance(100);
  expect(await Promise.all([first, second])).toMatchObject([
    { ok: true, value: { state: 'active-acknowledged', acknowledgedBy: 'anna' } },
    { ok: true, value: { state: 'active-acknowledged', acknowledgedBy: 'anna' } },
  ]);
  const acts = (await house.journal('X1.high')).filter(({ actor }) => actor !== 'system');
  expect(acts.map(({ type, actor }) => [type, actor])).toEqual([
    ['acknowledged', 'anna'],
    ['ack-duplicate', 'bo'],
  ]);
  expect(new Set(shown)).toEqual(new Set(['anna']));
  expect(house.find('X1.high')?.acknowledgedBy).toBe('anna');

  expect(await house.process.store.escalations.running()).toEqual([]);
  await house.run(AGAIN_MS - 2 * MINUTE_MS, () => 85, 30_000);
  expect(house.messages()).toHaveLength(1);

  await house.run(4 * MINUTE_MS, () => 85, 30_000);
  expect(house.find('X1.high')).toMatchObject({ occurrence: 2, state: 'active-unacknowledged' });
  expect(await house.act(ALARM, acknowledge, person('bo'))).toMatchObject({ code: 'ALARM_STALE_OCCURRENCE' });
  expect(ERRORS.ALARM_STALE_OCCURRENCE.status).toBe(409);
  expect(house.find('X1.high')).toMatchObject({ acknowledgedBy: null });
});
