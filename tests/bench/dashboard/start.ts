import type { Page } from 'playwright-core';
import { FakeDesk } from '../../harness/fake-desk.ts';
import type { Benchmark } from '../benchmark.ts';
import { percentile } from '../historian/percentile.ts';

const THROTTLE = 4;
const LIMIT_MS = 1500;

/** From the address to a page that answers. */
export const start: Benchmark = {
  name: 'start',
  about: `from nothing to a page that shows the building and answers a press, at ${THROTTLE} times CPU throttle`,
  async run({ short }) {
    const desk = await FakeDesk.open();
    try {
      const runs = short ? 3 : 9;
      const cold: number[] = [];
      const warm: number[] = [];
      for (let run = 0; run < runs; run++) {
        const page = await desk.sitDown('/', 'supervisor');
        const session = await page.context().newCDPSession(page);
        await session.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE });
        await session.send('Network.enable');
        await session.send('Network.clearBrowserCache');
        cold.push(await interactiveAfter(page));
        warm.push(await interactiveAfter(page));
        await page.context().close();
      }
      const [p50, worst] = [percentile(cold, 0.5), Math.max(...cold)];
      return {
        lines: [
          `nothing cached: ${p50.toFixed(0)} ms (worst of ${runs}: ${worst.toFixed(0)} ms; limit ${LIMIT_MS} ms)`,
          `scripts cached: ${percentile(warm, 0.5).toFixed(0)} ms`,
        ],
        figures: { cold, warm },
      };
    } finally {
      await desk.close();
    }
  },
};

/** ms from the beginning of the navigation until the page is drawn and the main thread has answered a task it was given then. */
async function interactiveAfter(page: Page): Promise<number> {
  await page.goto('/', { waitUntil: 'commit' });
  return page.evaluate(async () => {
    const drawn = (): boolean =>
      document.querySelector('#content h1') !== null && document.querySelector('header time') !== null;
    while (!drawn()) await new Promise(requestAnimationFrame);
    await new Promise((resolve) => setTimeout(resolve, 0));
    return performance.now();
  });
}
