import { expect, test } from 'vitest';
import { type AlarmHouse, openHouse } from '../../harness/alarm-house.ts';
import { webhookChannel } from '../../harness/house-channels.ts';
import { toldOnceBy } from '../../harness/house-duty.ts';
import { houseCondition } from '../../harness/house-site.ts';
import { ManualClock } from '../../harness/manual-clock.ts';

const LEASE_MS = 30_000;

/** The process dies at the moment at which the provider has accepted and nothing says so yet. */
function killBeforeItIsNoted({ process }: AlarmHouse): void {
  process.store.outbox.settle = async () => {
    await process.kill();
    throw new Error('killed');
  };
}

test('14. Crash between provider accept and commit: sent again after the lease with the same id, then settled, and no third time', async () => {
  const clock = new ManualClock();
  const { channel, ids, taken } = await webhookChannel(clock);
  const duty = { plan: toldOnceBy(channel.id), channels: [channel] };
  const conditions = [houseCondition({ priority: 'P1', onDelayMs: 0 })];
  const house = await openHouse({ clock, duty, conditions });
  killBeforeItIsNoted(house);
  house.feed(85);
  await house.advance(1_000);
  expect(ids).toHaveLength(1);
  expect(house.exchanges.map(({ status }) => status)).toEqual([204]);

  await house.restart('kill', 1_000);
  expect(await house.outbox()).toMatchObject([{ state: 'leased', attempts: 0 }]);
  await house.run(LEASE_MS - 5_000, () => 85);
  expect(ids).toHaveLength(1);
  await house.run(10_000, () => 85);
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(1);
  expect(taken).toHaveLength(1);
  expect(await house.outbox()).toMatchObject([{ state: 'sent' }]);
  await house.run(300_000, () => 85);
  expect(ids).toHaveLength(2);
});
