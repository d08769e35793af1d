import { setTimeout as pause } from 'node:timers/promises';
import type { CDPSession } from 'playwright-core';
import type { Benchmark } from '../benchmark.ts';
import { withBenchPage } from './bench-page.ts';

const MINUTE_MS = 60_000;
const SHORT_MINUTES = 3;
const FULL_MINUTES = 30;
/** Trails fill, queries are renewed, code is compiled. */
const SETTLE_MINUTES = 1;
/** Below this it cannot be told from what the engine keeps for itself. */
const FLAT_KB_PER_MINUTE = 50;

/** The same page for a long time. */
export const heap: Benchmark = {
  name: 'heap',
  about: 'memory of the full screen over half an hour, after a collection each minute',
  run: ({ short }) =>
    withBenchPage(async (page) => {
      const session = await page.context().newCDPSession(page);
      await session.send('HeapProfiler.enable');
      await pause(SETTLE_MINUTES * MINUTE_MS);
      const minutes = short ? SHORT_MINUTES : FULL_MINUTES;
      const used: number[] = [await usedKB(session)];
      for (let minute = 0; minute < minutes; minute++) {
        await pause(MINUTE_MS);
        used.push(await usedKB(session));
      }
      const slope = slopeOf(used);
      const nodes = await page.evaluate(() => document.querySelectorAll('*').length);
      return {
        lines: [
          `${used[0]!.toFixed(0)} kB at first, ${used.at(-1)!.toFixed(0)} kB after ${minutes} min: ${slope.toFixed(1)} kB a minute (flat: under ${FLAT_KB_PER_MINUTE}); ${nodes} elements`,
        ],
        figures: { used, slope, nodes },
      };
    }),
};

async function usedKB(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize / 1000;
}

/** Least squares over the second half: what is still growing when everything has been seen once. */
function slopeOf(all: readonly number[]): number {
  const used = all.slice(Math.floor(all.length / 2));
  const middle = (used.length - 1) / 2;
  const mean = used.reduce((sum, one) => sum + one, 0) / used.length;
  const [above, below] = used.reduce(
    ([a, b], one, i) => [a + (i - middle) * (one - mean), b + (i - middle) ** 2],
    [0, 0],
  );
  return below === 0 ? 0 : above! / below!;
}
