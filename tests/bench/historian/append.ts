import { monitorEventLoopDelay } from 'node:perf_hooks';
import { BatchBuilder } from '../../../gateway/domain/sample.ts';
import { openHistorian } from '../../../gateway/historian/historian.ts';
import { workerClock } from '../../../gateway/historian/worker-clock.ts';
import type { Historian } from '../../../gateway/ports/historian.ts';
import { silentLogger } from '../../harness/silent-logger.ts';
import { silentMetrics } from '../../harness/silent-metrics.ts';
import type { Benchmark } from '../benchmark.ts';
import { withFolder } from './folder.ts';
import { spread } from './percentile.ts';
import { plainPoints } from './site-points.ts';

const POINTS = 5_000;
/** Flushes under way at once: as much as the queue to the worker holds, and no more, so that nothing is dropped. */
const IN_FLIGHT = 12;
const PACED_PER_SECOND = 500_000;
const TICK_MS = 10;

/** The whole way of a sample: filter, staging, worker thread, group commit. Every sample is worth keeping. */
export const append: Benchmark = {
  name: 'append',
  about: 'samples through the worker into the log, each group on disk before it is acknowledged',
  async run({ short }) {
    const ms = short ? 2_000 : 8_000;
    const idle = await loopDelay(ms / 4, async () => sleep(ms / 4));
    const flood = await measured((historian) => pour(historian, ms));
    const paced = await measured((historian) => pace(historian, ms));
    const lines = [
      `as fast as it goes   ${rate(flood.perSecond)} samples/s on disk, ${flood.dropped} dropped`,
      `at ${rate(PACED_PER_SECOND)} samples/s   ${rate(paced.perSecond)} samples/s on disk, ${paced.dropped} dropped`,
      `main thread, one call of append with ${POINTS} samples   p50 ${paced.calls.p50} ms, p99 ${paced.calls.p99} ms, longest ${paced.calls.max} ms`,
      `main thread, delay of its loop at that rate   p50 ${paced.loop.p50} ms, p99 ${paced.loop.p99} ms (idle: p99 ${idle.loop.p99} ms)`,
    ];
    return { lines, figures: { flood, paced, idle: idle.loop } };
  },
};

const rate = (perSecond: number): string => Math.round(perSecond).toLocaleString('en');
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function measured(work: (historian: Historian) => Promise<number[]>) {
  return withFolder(2_000_000_000, async (folder) => {
    const historian = await openHistorian({
      ...{ folder, siteId: 'bench', points: plainPoints(POINTS), sinks: [] },
      retention: { rawMs: 90 * 86_400_000, logBytes: 4e9, freeDiskBytes: 0 },
      ...{ clock: workerClock, logger: silentLogger, metrics: silentMetrics },
    });
    try {
      const startedAt = performance.now();
      const { result: calls, loop } = await loopDelay(0, () => work(historian));
      await historian.flush();
      const seconds = (performance.now() - startedAt) / 1_000;
      const { loggedSamples, droppedSamples } = await historian.status();
      return { perSecond: Math.round(loggedSamples / seconds), dropped: droppedSamples, calls: spread(calls), loop };
    } finally {
      await historian.close();
    }
  });
}

async function loopDelay<T>(_ms: number, work: () => Promise<T>) {
  const histogram = monitorEventLoopDelay({ resolution: 1 });
  histogram.enable();
  const result = await work();
  histogram.disable();
  const ms = (nanoseconds: number): number => Math.round(nanoseconds / 1e4) / 100;
  // The histogram counts the distance between two looks, 1 ms apart when nothing delays them.
  return {
    result,
    loop: { p50: ms(histogram.percentile(50)), p99: ms(histogram.percentile(99)), max: ms(histogram.max) },
  };
}

/** Every point has changed since the last call. */
class Source {
  private readonly batch = new BatchBuilder(POINTS);
  private n = 0;

  append(historian: Historian): number {
    const { batch } = this;
    batch.clear();
    const time = 1_700_000_000_000 + this.n * 1_000;
    for (let point = 0; point < POINTS; point++) batch.add(point, ((this.n * 31 + point * 7) % 1_000) / 10, 0, time);
    this.n++;
    const startedAt = performance.now();
    historian.append(batch);
    return performance.now() - startedAt;
  }
}

async function pour(historian: Historian, ms: number): Promise<number[]> {
  const source = new Source();
  const calls: number[] = [];
  const flushes: Promise<void>[] = [];
  for (const startedAt = performance.now(); performance.now() - startedAt < ms; ) {
    for (let i = 0; i < 10; i++) calls.push(source.append(historian));
    flushes.push(historian.flush());
    if (flushes.length > IN_FLIGHT) await flushes.shift();
  }
  await Promise.all(flushes);
  return calls;
}

async function pace(historian: Historian, ms: number): Promise<number[]> {
  const source = new Source();
  const calls: number[] = [];
  const startedAt = performance.now();
  for (let sent = 0; performance.now() - startedAt < ms; ) {
    const due = ((performance.now() - startedAt) * PACED_PER_SECOND) / 1_000;
    if (sent + POINTS > due) {
      await sleep(TICK_MS / 2);
      continue;
    }
    calls.push(source.append(historian));
    sent += POINTS;
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
  return calls;
}
