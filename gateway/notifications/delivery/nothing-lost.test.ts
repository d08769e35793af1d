import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deliveryRig } from '../../../tests/harness/delivery-rig.ts';
import type { SendResult } from '../../ports/channel.ts';

const RESULTS: readonly SendResult[] = [
  { kind: 'sent' },
  { kind: 'failed', detail: 'HTTP 503' },
  { kind: 'rejected', detail: 'HTTP 400' },
  { kind: 'broken', detail: 'HTTP 401' },
  { kind: 'throttled', afterMs: 40_000, detail: 'HTTP 429' },
];
const LIMITS = { rate: { messages: 6, windowMs: 30_000, per: 'channel' }, bundle: 4 } as const;

test('whatever a provider answers and whenever the process restarts, every notice ends, and none that was sent is sent again by it', async () => {
  const answers = fc.array(fc.nat(RESULTS.length - 1), { minLength: 1, maxLength: 12, size: 'max' });
  const moments = fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 25, size: 'max' });
  await fc.assert(
    fc.asyncProperty(answers, moments, fc.integer({ min: 1, max: 290 }), async (script, queuedAt, restartAt) => {
      const { clock, channels, queue, outbox, make } = deliveryRig({ dingtalk: LIMITS, mail: undefined });
      let turn = 0;
      channels.dingtalk!.answer = (_message, at) =>
        at > 400_000 ? RESULTS[0]! : RESULTS[script[turn++ % script.length]!]!;
      let delivery = make();
      await delivery.start();
      for (let second = 0; second <= 300; second++) {
        for (const [i, at] of queuedAt.entries())
          if (at === second) queue({ id: `A${i}~1`, priority: i % 3 === 0 ? 'P1' : 'P3' }, { recipient: `p${i % 2}` });
        await clock.advanceAsync(1_000);
        if (second !== restartAt) continue;
        await delivery.stop();
        delivery = make();
        await delivery.start();
      }
      await clock.advanceAsync(900_000);
      const own = outbox.rows.filter(({ kind }) => kind === 'alarm');
      expect(own.filter(({ state }) => !['sent', 'bundled', 'dead'].includes(state))).toEqual([]);
      const told = channels.dingtalk!.delivered.flatMap(({ alarms }) => alarms.map(({ alarm }) => alarm.id));
      const reached = own.filter(({ state }) => state !== 'dead').map(({ alarmId }) => alarmId);
      expect(told.toSorted()).toEqual(reached.toSorted());
      await delivery.stop();
    }),
    { numRuns: 40 },
  );
}, 60_000);
