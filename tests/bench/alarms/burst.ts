import type { Benchmark } from '../benchmark.ts';
import { withFolder } from '../historian/folder.ts';
import { spread } from '../historian/percentile.ts';
import { openBenchAlarms } from './bench-alarms.ts';
import { benchConditions, IN_ALARM } from './bench-conditions.ts';
import { startBenchProvider, urlOf } from './bench-provider.ts';
import { pace, until } from './pace.ts';
import { Stopwatch } from './stopwatch.ts';

const STEP_MS = 50;
const LIMIT_MS = 120_000;

/** Many at once. */
export const burst: Benchmark = {
  name: 'burst',
  about: 'everything trips within seconds; until the last of it is on disk',
  async run({ short }) {
    const thousand = await measure(1_000, 5_000);
    const all = await measure(short ? 3_000 : 10_000, 1_000);
    return {
      lines: [describe(thousand, 'target: all on disk within 10 s'), describe(all, 'target: none lost')],
      figures: { thousand, all },
    };
  },
};

type Burst = Awaited<ReturnType<typeof measure>>;

const describe = (
  { alarms, withinMs, tookMs, delays, rows, orders, dropped, messages }: Burst,
  target: string,
): string =>
  `${alarms} in ${withinMs / 1_000} s: all on disk after ${(tookMs / 1_000).toFixed(2)} s (${target}); each after p50 ${delays.p50} ms, ` +
  `p99 ${delays.p99} ms; ${alarms - rows} lost, ${dropped} dropped, ${orders} orders, ${messages} messages by then`;

const measure = (alarms: number, withinMs: number) =>
  withFolder(0, async (folder) => {
    const watch = new Stopwatch();
    const provider = await startBenchProvider((conditions) => watch.onMessage(conditions));
    const bench = await openBenchAlarms({
      ...{ folder, conditions: benchConditions(alarms), url: urlOf(provider) },
      onCommitted: (transitions) => watch.onCommitted(transitions),
    });
    try {
      const startedAt = performance.now();
      const [steps, size] = [withinMs / STEP_MS, (alarms * STEP_MS) / withinMs];
      await pace(steps, STEP_MS, (n) => {
        const points = Array.from({ length: size }, (_one, i) => n * size + i);
        for (const point of points) watch.trip(point);
        bench.feed(points, IN_ALARM);
      });
      await until(() => watch.waiting === 0, LIMIT_MS);
      const tookMs = Math.round(performance.now() - startedAt);
      const messages = provider.requests.length;
      const rows = await bench.store.alarms.journal({ types: ['activated'], limit: 2 * alarms });
      const orders = await bench.store.workOrders.list({ state: 'all', limit: 2 * alarms });
      const dropped = bench.system.engine.status().droppedTransitions;
      const delays = spread(watch.committedMs);
      return { alarms, withinMs, tookMs, delays, rows: rows.length, orders: orders.length, dropped, messages };
    } finally {
      await bench.close();
      await provider.stop();
    }
  });
