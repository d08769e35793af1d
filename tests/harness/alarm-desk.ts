import type { AlarmEngine } from '../../gateway/alarms/alarm-engine.ts';
import { createAlarmEngine } from '../../gateway/alarms/alarm-engine.ts';
import { CONDITIONS } from '../../gateway/alarms/conditions/index.ts';
import type { Condition } from '../../gateway/domain/condition.ts';
import { BatchBuilder } from '../../gateway/domain/sample.ts';
import type { Clock } from '../../gateway/ports/clock.ts';
import type { NotifyRoute } from '../../gateway/ports/outbox.ts';
import { openStore, type Store } from '../../gateway/store/open-store.ts';
import { silentLogger } from './silent-logger.ts';
import { silentMetrics } from './silent-metrics.ts';

const text = { en: 'Temperature high', zh: '温度高' };

/** A high limit of 80 on a point of its own equipment. */
export const highLimit = (point: number, change: Partial<Condition> = {}): Condition => ({
  ...{ id: `EQ-${point}.high`, kind: 'limit', options: { high: 80, deadband: 1 }, priority: 'P1' },
  ...{ equipment: `EQ-${point}`, system: 'water', watches: { what: 'point', point } },
  ...{ title: text, consequence: text, action: text, onDelayMs: 0, offDelayMs: 0, opensWorkOrder: true },
  ...{ unit: '℃', periodMs: 1000, ...change },
});

/** The alarms of a gateway on their real store, fed by hand. */
export interface AlarmDesk {
  readonly engine: AlarmEngine;
  readonly store: Store;
  feed(point: number, value: number): void;
  close(): Promise<void>;
}

export async function openAlarmDesk(options: {
  readonly folder: string;
  readonly clock: Clock;
  readonly conditions: readonly Condition[];
  readonly routes?: readonly NotifyRoute[];
}): Promise<AlarmDesk> {
  const { folder, clock, conditions, routes = [] } = options;
  const store = await openStore({ folder, clock, logger: silentLogger });
  const points = conditions.map((_one, index) => ({ tag: `EQ-${index}.value`, device: `bus:${index}` }));
  const engine = createAlarmEngine({
    ...{ conditions, points, routes, kinds: CONDITIONS, repository: store.alarms },
    ...{ clock, logger: silentLogger, metrics: silentMetrics },
  });
  await engine.start();
  const batch = new BatchBuilder(1);
  return {
    engine,
    store,
    feed(point, value) {
      batch.clear();
      batch.add(point, value, 0, clock.nowMs());
      engine.onSamples(batch);
    },
    async close() {
      await engine.stop();
      await store.close();
    },
  };
}
