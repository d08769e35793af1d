import { type AlarmSystem, startAlarmSystem } from '../../../gateway/assembly/alarm-system.ts';
import type { Condition } from '../../../gateway/domain/condition.ts';
import { BatchBuilder } from '../../../gateway/domain/sample.ts';
import { StopStack } from '../../../gateway/observability/stop-stack.ts';
import { systemClock } from '../../../gateway/observability/system-clock.ts';
import type { AlarmTransition } from '../../../gateway/ports/alarm-repository.ts';
import { openStore, type Store } from '../../../gateway/store/open-store.ts';
import { loadedAlarms } from '../../harness/loaded-alarms.ts';
import { silentLogger } from '../../harness/silent-logger.ts';
import { silentMetrics } from '../../harness/silent-metrics.ts';

/** Alarms that are fed by hand. */
export interface BenchAlarms {
  readonly system: AlarmSystem;
  readonly store: Store;
  /** Takes a look at these points at once. */
  feed(points: Iterable<number>, value: number): void;
  close(): Promise<void>;
}

/** Opens the store of a folder and starts the alarms on it; `onCommitted` hears of every transaction. */
export async function openBenchAlarms(options: {
  readonly folder: string;
  readonly conditions: readonly Condition[];
  readonly url: string;
  readonly onCommitted: (transitions: readonly AlarmTransition[]) => void;
}): Promise<BenchAlarms> {
  const { folder, conditions, url, onCommitted } = options;
  const tools = { clock: systemClock, logger: silentLogger };
  const stops = new StopStack(systemClock, silentLogger, 60_000);
  const opened = await openStore({ folder, ...tools });
  stops.push('store', () => opened.close());
  const store = withNews(opened, onCommitted);
  const system = await startAlarmSystem(
    { loaded: loadedAlarms(conditions, url), store, ...tools, metrics: silentMetrics, random: Math.random, fetch },
    stops,
  );
  const batch = new BatchBuilder(conditions.length);
  return {
    ...{ system, store },
    feed(points, value) {
      const now = systemClock.nowMs();
      batch.clear();
      for (const point of points) batch.add(point, value, 0, now);
      system.engine.onSamples(batch);
    },
    async close() {
      const failed = await stops.drain();
      if (failed.length > 0) throw new Error(`could not be stopped: ${failed.join(', ')}`);
    },
  };
}

const withNews = (store: Store, onCommitted: (transitions: readonly AlarmTransition[]) => void): Store => ({
  ...store,
  alarms: {
    ...store.alarms,
    async commit(transitions) {
      const orders = await store.alarms.commit(transitions);
      onCommitted(transitions);
      return orders;
    },
  },
});
