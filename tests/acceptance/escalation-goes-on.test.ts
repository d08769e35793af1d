import { expect, onTestFinished, test } from 'vitest';
import { Escalator } from '../../gateway/notifications/escalation/escalator.ts';
import { plan, policy, step, toPerson, toRotation } from '../../gateway/notifications/on-call/on-call.fixtures.ts';
import { openStore, type Store } from '../../gateway/store/open-store.ts';
import { activation, exampleAlarm, exampleEvent, startsTelling } from '../harness/alarm-records.ts';
import { ManualClock } from '../harness/manual-clock.ts';
import { silentLogger } from '../harness/silent-logger.ts';
import { silentMetrics } from '../harness/silent-metrics.ts';
import { tempFolder } from '../harness/temp-folder.ts';

const MINUTE_MS = 60_000;
/** Tuesday 07:58 in London; the duty goes from ann to bob at 08:00. */
const START = Date.UTC(2026, 0, 6, 7, 58);
const ALARM = 'CH-1.high~1';
const STEPS = [step(0, [toRotation()]), step(2, [toRotation()]), step(10, [toPerson('eva')])];
const SITE = plan({ policies: [policy('all', STEPS)] });

/** The operations data on the disk, and whoever tells people from them; each can end and begin again. */
class Gateway {
  readonly clock = new ManualClock(START);
  private readonly folder: string;
  private escalator: Escalator | undefined;
  store!: Store;

  constructor(folder: string) {
    this.folder = folder;
  }

  async start(): Promise<void> {
    const { folder, clock } = this;
    this.store = await openStore({ folder, clock, logger: silentLogger });
    const { escalations, outbox, duty } = this.store;
    this.escalator = new Escalator({
      ...{ plan: SITE, escalations, outbox, duty, clock, logger: silentLogger, metrics: silentMetrics },
      ...{ equipmentClass: () => 'chiller', tellsReturn: () => true },
    });
    await this.escalator.start();
  }

  async stop(): Promise<void> {
    await this.escalator?.stop();
    await this.store.close();
  }

  async raise(): Promise<void> {
    const alarm = exampleAlarm({ id: ALARM, priority: 'P1', activeAt: START, annunciatedAt: START });
    const escalation = startsTelling({ priority: 'P1', at: this.clock.nowMs() });
    await this.store.alarms.commit([activation('CH-1.high', 1, { alarm, escalation, savedAt: START })]);
    await this.settled();
  }

  async acknowledge(): Promise<void> {
    const at = this.clock.nowMs();
    const alarm = exampleAlarm({ id: ALARM, priority: 'P1', state: 'active-acknowledged', acknowledgedAt: at });
    const events = [exampleEvent({ type: 'acknowledged', at, actor: 'bob', via: 'link' })];
    const escalation = { action: 'stop', at } as const;
    await this.store.alarms.commit([
      activation('CH-1.high', 1, { alarm, events, escalation, order: null, savedAt: at }),
    ]);
  }

  /** Who was told, in order, by the minute. */
  async told(): Promise<readonly string[]> {
    const rows = await this.store.outbox.list({ alarmId: ALARM, limit: 100 });
    const lines = rows.map(
      ({ queuedAt, recipient, state }) => `${(queuedAt - START) / MINUTE_MS} ${recipient} ${state}`,
    );
    return lines.toReversed();
  }

  /** Time goes by; what falls due is done when it resolves. */
  async minutes(count: number): Promise<void> {
    this.clock.advance(count * MINUTE_MS);
    await this.escalator?.settled();
  }

  settled(): Promise<void> {
    return this.escalator?.settled() ?? Promise.resolve();
  }
}

async function startGateway(): Promise<Gateway> {
  const gateway = new Gateway(await tempFolder());
  await gateway.start();
  onTestFinished(() => gateway.stop());
  return gateway;
}

test('over a handover, a restart and an acknowledgement', async () => {
  const gateway = await startGateway();
  await gateway.raise();
  expect(await gateway.told()).toEqual(['0 ann queued']);
  await gateway.minutes(2);
  expect(await gateway.told()).toEqual(['0 ann queued', '2 bob queued']);
  await gateway.stop();
  gateway.clock.advance(60 * MINUTE_MS);
  await gateway.start();
  expect(await gateway.told()).toEqual(['0 ann queued', '2 bob queued', '62 eva queued']);
  await gateway.acknowledge();
  await gateway.minutes(60);
  expect(await gateway.told()).toEqual(['0 ann superseded', '2 bob superseded', '62 eva superseded']);
  expect(await gateway.store.escalations.running()).toEqual([]);
});

test('a wall clock that is set does not move the steps', async () => {
  const gateway = await startGateway();
  await gateway.raise();
  await gateway.minutes(2);
  gateway.clock.stepWall(-3 * 60 * MINUTE_MS);
  await gateway.minutes(9.5);
  expect(await gateway.told()).toHaveLength(2);
  await gateway.minutes(1);
  expect(await gateway.told()).toHaveLength(3);
});

test('nobody is told after an acknowledgement, however close the two are', async () => {
  const gateway = await startGateway();
  await gateway.raise();
  gateway.clock.advance(2 * MINUTE_MS);
  await Promise.all([gateway.acknowledge(), gateway.settled()]);
  await gateway.minutes(60);
  expect((await gateway.told()).every((line) => line.endsWith('superseded'))).toBe(true);
});
