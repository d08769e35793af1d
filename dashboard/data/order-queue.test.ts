import { expect, it } from 'vitest';
import { ManualClock } from '../../tests/harness/manual-clock.ts';
import { ApiError } from './api-error.ts';
import type { OfflineResult, OfflineStep } from './order-api.ts';
import { createOrderQueue, uuidOf } from './order-queue.ts';

function bench() {
  const clock = new ManualClock();
  const stored = new Map<string, string>();
  const sent: (readonly OfflineStep[])[] = [];
  const changed: number[] = [];
  let isReachable = false;
  let ids = 0;
  const queue = createOrderQueue({
    ...{ clock, nowMs: () => clock.nowMs(), newUuid: () => `id-${++ids}` },
    storage: { getItem: (key) => stored.get(key) ?? null, setItem: (key, text) => void stored.set(key, text) },
    onSent: (orders) => changed.push(...orders),
    api: {
      sendOffline: async (commands) => {
        if (!isReachable) throw new ApiError('NETWORK', 0);
        sent.push(commands);
        return commands.map(({ id, order, step }): OfflineResult => {
          const state = step === 'done' ? 'waiting' : 'applied';
          return { id, order, state, isRepeat: false, code: null, detail: null };
        });
      },
    },
  });
  return { clock, stored, sent, changed, queue, reach: () => (isReachable = true) };
}

it('keeps steps with the time of the device and sends them in order once there is a link', async () => {
  const { clock, queue, sent, changed, reach } = bench();
  queue.open('li');
  queue.add(7, { step: 'accept' });
  clock.advance(60_000);
  queue.add(7, { step: 'start' });
  await clock.advanceAsync(30_000);
  expect(sent).toEqual([]);
  expect(queue.waiting.get()).toHaveLength(2);
  reach();
  await clock.advanceAsync(30_000);
  expect(sent).toMatchObject([
    [
      { id: 'id-1', order: 7, step: 'accept', via: 'phone', deviceAt: '2026-01-05T08:00:00.000Z' },
      { id: 'id-2', step: 'start', deviceAt: '2026-01-05T08:01:00.000Z' },
    ],
  ]);
  expect(queue.waiting.get()).toEqual([]);
  expect(changed).toEqual([7]);
});

it('outlives the page, and what one person left is not sent by another', async () => {
  const { stored, queue, sent, reach, clock } = bench();
  queue.open('li');
  queue.add(7, { step: 'accept' });
  await queue.flush();
  queue.close();
  reach();
  queue.open('wang');
  await queue.flush();
  expect(sent).toEqual([]);
  queue.close();
  queue.open('li');
  await queue.flush();
  expect(sent).toHaveLength(1);
  expect(stored.get('plantroom.order-steps.li')).toBe('[]');
  queue.close();
  expect(clock.pending).toBe(0);
});

it('says which steps the gateway put aside for a person', async () => {
  const { queue, reach } = bench();
  queue.open('li');
  queue.add(7, { step: 'done', resolution: 'cleaned' });
  reach();
  await queue.flush();
  expect(queue.inReview.get()).toMatchObject([{ order: 7, state: 'waiting' }]);
});

it('takes no more than the gateway takes at once', () => {
  const { queue } = bench();
  queue.open('li');
  const taken = Array.from({ length: 101 }, () => queue.add(1, { step: 'comment', note: 'x' }));
  expect(taken.filter(Boolean)).toHaveLength(100);
  expect(taken.at(-1)).toBe(false);
});

it('reads nothing out of a damaged storage', () => {
  const { queue, stored } = bench();
  stored.set('plantroom.order-steps.li', '{"broken');
  queue.open('li');
  expect(queue.waiting.get()).toEqual([]);
});

it('makes identifiers as the gateway wants them', () => {
  expect(uuidOf(new Uint8Array(16).fill(255))).toBe('ffffffff-ffff-4fff-bfff-ffffffffffff');
});
