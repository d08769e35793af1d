import { BatchBuilder } from '../../../gateway/domain/sample.ts';
import { DAY_MS } from '../../../gateway/historian/limits.ts';
import type { Historian } from '../../../gateway/ports/historian.ts';
import type { Benchmark } from '../benchmark.ts';
import { withFolder } from './folder.ts';
import { openWorker } from './open-worker.ts';
import { spread } from './percentile.ts';
import { plainPoints } from './site-points.ts';
import { VirtualHistory } from './virtual-history.ts';

const WIDTH = 2_000;
const FAST_POINTS = [1, 2, 3, 4];
const SECOND = 1_000;

/** Questions of a screen to the worker, as the web server asks them. */
export const query: Benchmark = {
  name: 'query',
  about: `trends of ${WIDTH} columns, asked of the worker by the main thread`,
  async run({ short }) {
    return withFolder(1_000_000_000, async (folder) => {
      const points = plainPoints(5);
      const endMs = Math.floor(Date.now() / SECOND) * SECOND;
      const yearly = short ? 60 : 10;
      const written = await write(folder, endMs, yearly);
      const historian = await openWorker(folder, points);
      try {
        const times = short ? 15 : 60;
        const year = await ask(historian, times, [0], (n) => [endMs - 365 * DAY_MS + n, endMs + n]);
        const closedDay = Math.floor(endMs / DAY_MS) * DAY_MS - DAY_MS;
        const closed = await ask(historian, times, FAST_POINTS, () => [closedDay, closedDay + DAY_MS]);
        const recent = await ask(historian, times, FAST_POINTS, (n) => [endMs - DAY_MS + n, endMs + n]);
        const minutes = await ask(historian, times, FAST_POINTS, (n) => [endMs - 1_800 * SECOND + n, endMs + n]);
        const line = (name: string, { p50, p99 }: { p50: number; p99: number }): string =>
          `${name.padEnd(58)} p50 ${p50.toFixed(1).padStart(6)} ms   p99 ${p99.toFixed(1).padStart(6)} ms`;
        return {
          lines: [
            line(`one year of one point, a sample every ${yearly} s`, year),
            line('24 h × 1 s × 4 points at once, a closed day', closed),
            line('24 h × 1 s × 4 points at once, until now', recent),
            line('30 min × 1 s × 4 points at once, until now', minutes),
            `${written.toLocaleString('en')} samples in the file`,
          ],
          figures: { year, closed, recent, minutes, samples: written },
        };
      } finally {
        await historian.close();
      }
    });
  },
};

/** A year of point 0, and of the others two days every second, up to `endMs`. */
async function write(folder: string, endMs: number, yearlySeconds: number): Promise<number> {
  const history = new VirtualHistory(folder, plainPoints(5), endMs - 366 * DAY_MS);
  const batch = new BatchBuilder(65_536);
  const day = Math.floor(endMs / DAY_MS) * DAY_MS;
  let n = 0;
  for (let from = day - 365 * DAY_MS; from <= day; from += DAY_MS) {
    const to = Math.min(from + DAY_MS, endMs);
    batch.clear();
    for (let at = from; at < to; at += yearlySeconds * SECOND) batch.add(0, wave(n++, 0), 0, at);
    if (from >= day - DAY_MS) {
      for (let at = from; at < to; at += SECOND) for (const p of FAST_POINTS) batch.add(p, wave(at / SECOND, p), 0, at);
    }
    history.take(batch);
    if (batch.length > 50_000) await history.pack();
  }
  await history.settle();
  await history.close();
  return history.samples;
}

const wave = (n: number, point: number): number =>
  Math.round(500 + 300 * Math.sin(n / 5_000 + point) + ((n * 48_271) % 37)) / 10;

/** `times` rounds of questions; each round asks for all points at once and counts until the last answer. */
async function ask(
  historian: Historian,
  times: number,
  points: readonly number[],
  range: (n: number) => readonly [number, number],
): Promise<{ p50: number; p99: number; max: number }> {
  const tags = points.map((index) => plainPoints(5)[index]!.tag);
  const spent: number[] = [];
  for (let n = 0; n < times; n++) {
    const [from, to] = range(n * SECOND);
    const startedAt = performance.now();
    const answers = await Promise.all(tags.map((tag) => historian.reader.query(tag, from, to, WIDTH)));
    spent.push(performance.now() - startedAt);
    if (answers.some(({ time }) => time.length < WIDTH / 5)) throw new Error('an answer is too short');
  }
  return spread(spent);
}
