import { type AlarmEngine, createAlarmEngine } from '../../gateway/alarms/alarm-engine.ts';
import { CONDITIONS } from '../../gateway/alarms/conditions/index.ts';
import type { Condition } from '../../gateway/domain/condition.ts';
import { BatchBuilder } from '../../gateway/domain/sample.ts';
import type { Clock } from '../../gateway/ports/clock.ts';
import { openStore, type Store } from '../../gateway/store/open-store.ts';
import { exampleCondition } from './builders.ts';
import { silentLogger } from './silent-logger.ts';
import { silentMetrics } from './silent-metrics.ts';

const text = { en: 'Temperature high', zh: '温度高' };

/** A high limit of 80 on a point of its own equipment: P1, with an order at once. */
export const highLimit = (point: number, change: Partial<Condition> = {}): Condition =>
  exampleCondition({
    ...{ id: `EQ-${point}.high`, options: { high: 80, deadband: 1 }, priority: 'P1', equipment: `EQ-${point}` },
    ...{ system: 'water', watches: { what: 'point', point }, title: text, consequence: text, action: text },
    ...{ order: { when: 'active' }, unit: '℃', ...change },
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
}): Promise<AlarmDesk> {
  const { folder, clock, conditions } = options;
  const store = await openStore({ folder, clock, logger: silentLogger });
  const engine = createAlarmEngine({
    points: conditions.map((_one, index) => ({ tag: `EQ-${index}.value`, device: `bus:${index}` })),
    equipment: [...new Set(conditions.map(({ equipment }) => equipment))],
    ...{ conditions, kinds: CONDITIONS, timeZone: 'Asia/Shanghai', repository: store.alarms },
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
