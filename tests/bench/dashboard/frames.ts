import { setTimeout as pause } from 'node:timers/promises';
import type { CDPSession, Page } from 'playwright-core';
import type { Benchmark } from '../benchmark.ts';
import { percentile } from '../historian/percentile.ts';
import { withBenchPage } from './bench-page.ts';

const SETTLE_MS = 5000;
const LIMIT_MS = 16.7;
const LONG_MS = 50;

/** A full screen, every value new every second. */
export const frames: Benchmark = {
  name: 'frames',
  about: '500 live values and four charts of 3,600 points, all new every second: time from one frame to the next',
  run: ({ short }) =>
    withBenchPage(async (page) => {
      await pause(SETTLE_MS);
      const seconds = short ? 20 : 60;
      const session = await page.context().newCDPSession(page);
      await session.send('Performance.enable', { timeDomain: 'threadTicks' });
      const before = await busySeconds(session);
      const { gaps, work, long } = await watch(page, seconds);
      const cpuMs = ((await busySeconds(session)) - before) * (1000 / seconds);
      const of = (values: readonly number[], p: number): string => percentile(values, p).toFixed(1);
      return {
        lines: [
          `frame to frame p50 ${of(gaps, 0.5)} ms, p95 ${of(gaps, 0.95)} ms (limit ${LIMIT_MS} ms), p99 ${of(gaps, 0.99)} ms, longest ${Math.max(...gaps).toFixed(1)} ms; ${gaps.length} frames`,
          `work in a frame p50 ${of(work, 0.5)} ms, p95 ${of(work, 0.95)} ms, longest ${Math.max(...work).toFixed(1)} ms`,
          `tasks over ${LONG_MS} ms: ${long.length}${long.length > 0 ? ` (longest ${Math.max(...long).toFixed(0)} ms)` : ''} (limit 0)`,
          `CPU of the main thread ${cpuMs.toFixed(0)} ms for each second of it: independent of what else the machine does`,
        ],
        figures: {
          cpuMs,
          p95: percentile(gaps, 0.95),
          p99: percentile(gaps, 0.99),
          workP95: percentile(work, 0.95),
          long: long.length,
        },
      };
    }),
};

/** CPU time the page's main thread has spent in tasks. */
async function busySeconds(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
}

interface Watched {
  readonly gaps: number[];
  /** Script, style and layout between the begin of a frame and the next task. */
  readonly work: number[];
  readonly long: number[];
}

const watch = (page: Page, seconds: number): Promise<Watched> =>
  page.evaluate(async (forMs) => {
    const long: number[] = [];
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) long.push(entry.duration);
    });
    observer.observe({ entryTypes: ['longtask'] });
    const gaps: number[] = [];
    const work: number[] = [];
    const channel = new MessageChannel();
    let begun = 0;
    channel.port1.onmessage = () => work.push(performance.now() - begun);
    const until = performance.now() + forMs;
    let last = await new Promise<number>(requestAnimationFrame);
    while (last < until) {
      const now = await new Promise<number>(requestAnimationFrame);
      begun = performance.now();
      channel.port2.postMessage(0);
      gaps.push(now - last);
      last = now;
    }
    observer.disconnect();
    return { gaps, work, long };
  }, seconds * 1000);
