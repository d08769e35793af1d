import { expect, test } from 'vitest';
import { exampleAlarm, exampleNotice } from '../../tests/harness/alarm-records.ts';
import { ManualClock, settle as settled } from '../../tests/harness/manual-clock.ts';
import { silentLogger } from '../../tests/harness/silent-logger.ts';
import { silentMetrics } from '../../tests/harness/silent-metrics.ts';
import type { Channel, SendResult } from '../ports/channel.ts';
import type { LeasedNotice, Outbox, Settlement } from '../ports/outbox.ts';
import { exampleNotification } from './notifications.fixtures.ts';
import { createNotifier } from './notifier.ts';

/** Hands out what is queued, once. */
class MemoryOutbox implements Outbox {
  readonly queue: LeasedNotice[] = [];
  readonly settled: [string, Settlement][] = [];
  isAway = false;
  private wake = (): void => {};

  add(...ids: string[]): void {
    const alarm = exampleAlarm();
    const rest = { alarm, attempts: 0, leaseUntil: 0, wasAnnounced: false };
    this.queue.push(...ids.map((id) => ({ ...exampleNotice({ id }), ...rest })));
    this.wake();
  }
  async lease(_channel: string, limit: number): Promise<LeasedNotice[]> {
    if (this.isAway) throw new Error('away');
    return this.queue.splice(0, limit);
  }
  async settle(notice: LeasedNotice, settlement: Settlement): Promise<void> {
    this.settled.push([notice.id, settlement]);
  }
  async abandonOthers(): Promise<number> {
    return 0;
  }
  async removeSettledBefore(): Promise<void> {}
  onQueued(listener: () => void): () => void {
    this.wake = listener;
    return () => {
      this.wake = () => {};
    };
  }
}

/** Every message waits until the test answers it. */
function setup() {
  const clock = new ManualClock();
  const outbox = new MemoryOutbox();
  const waiting: ((result: SendResult | Error) => void)[] = [];
  let closed = 0;
  const channel: Channel = {
    send: () =>
      new Promise((resolve, reject) =>
        waiting.push((result) => (result instanceof Error ? reject(result) : resolve(result))),
      ),
    close: async () => void closed++,
  };
  const notifier = createNotifier({
    ...{ outbox, clock, logger: silentLogger, metrics: silentMetrics, random: () => 0.5 },
    channels: new Map([['desk', channel]]),
    compose: ({ id }) => exampleNotification({ id }),
  });
  const answer = async (result: SendResult | Error = { ok: true }): Promise<void> => {
    waiting.shift()?.(result);
    await settled();
  };
  return { clock, outbox, notifier, waiting, answer, closed: () => closed };
}

test('what is queued is sent at once, without waiting for the next look', async () => {
  const { outbox, notifier, waiting, answer } = setup();
  await notifier.start();
  outbox.add('a');
  await settled();
  expect(waiting).toHaveLength(1);
  await answer();
  expect(outbox.settled).toMatchObject([['a', { state: 'sent' }]]);
});

test('at most four are under way; the next follows when one is through', async () => {
  const { outbox, notifier, waiting, answer } = setup();
  await notifier.start();
  outbox.add('a', 'b', 'c', 'd', 'e', 'f');
  await settled();
  expect(waiting).toHaveLength(4);
  await answer();
  expect(waiting).toHaveLength(4);
  for (let i = 0; i < 5; i++) await answer();
  expect(outbox.settled.map(([id]) => id)).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
});

test('a failure is told and tried again later; a channel that throws counts as failing', async () => {
  const { outbox, notifier, answer } = setup();
  await notifier.start();
  outbox.add('a', 'b');
  await settled();
  await answer({ ok: false, recoverable: true, detail: 'HTTP 503' });
  expect(notifier.status()).toMatchObject([{ channel: 'desk', failuresInARow: 1, lastFailure: 'HTTP 503' }]);
  await answer(new Error('secret inside'));
  expect(outbox.settled).toMatchObject([
    ['a', { state: 'queued', detail: 'HTTP 503' }],
    ['b', { state: 'queued', detail: 'unexpected failure' }],
  ]);
});

test('an alarm that was acknowledged meanwhile is not sent', async () => {
  const { outbox, notifier, waiting } = setup();
  const rest = { attempts: 0, leaseUntil: 0, wasAnnounced: false };
  outbox.queue.push({ ...exampleNotice(), alarm: exampleAlarm({ state: 'active-acknowledged' }), ...rest });
  await notifier.start();
  await settled();
  expect(waiting).toEqual([]);
  expect(outbox.settled).toMatchObject([['msg_1', { state: 'superseded' }]]);
});

test('when the store comes back sending goes on by itself', async () => {
  const { clock, outbox, notifier, waiting } = setup();
  outbox.isAway = true;
  await notifier.start();
  outbox.add('a');
  await clock.advanceAsync(5_000);
  outbox.isAway = false;
  await clock.advanceAsync(1_000);
  expect(waiting).toHaveLength(1);
});

test('stopping waits for what is under way, takes nothing new and leaves no timer', async () => {
  const { clock, outbox, notifier, waiting, answer, closed } = setup();
  await notifier.start();
  outbox.add('a');
  await settled();
  const stopping = notifier.stop();
  outbox.add('b');
  await settled();
  expect([waiting.length, closed()]).toEqual([1, 0]);
  await answer();
  await stopping;
  expect([waiting.length, closed(), clock.pending]).toEqual([0, 1, 0]);
});
