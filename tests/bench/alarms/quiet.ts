import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Benchmark } from '../benchmark.ts';
import { withFolder } from '../historian/folder.ts';
import { percentile } from '../historian/percentile.ts';
import { type BenchAlarms, openBenchAlarms } from './bench-alarms.ts';
import { benchConditions, NORMAL } from './bench-conditions.ts';
import { startBenchProvider, urlOf } from './bench-provider.ts';
import { cpuShare, pace } from './pace.ts';

const CONDITIONS = 5_000;
/** The points of a second come in so many batches. */
const BATCHES = 20;
const LOOKS = 60;

/** Nothing is in alarm. */
export const quiet: Benchmark = {
  name: 'quiet',
  about: `${CONDITIONS} conditions, each judged every second, nothing in alarm; beside the same with no samples at all`,
  run: ({ short }) =>
    withFolder(0, async (folder) => {
      const provider = await startBenchProvider(() => undefined);
      const conditions = benchConditions(CONDITIONS);
      const alarms = await openBenchAlarms({ folder, conditions, url: urlOf(provider), onCommitted: () => undefined });
      try {
        const seconds = short ? 4 : 20;
        const idle = await cpuShare(() => pause(seconds * 500));
        const judged = await cpuShare(() => pace(seconds * BATCHES, 1_000 / BATCHES, (n) => feedPart(alarms, n)));
        const bytes = bytesPerSample(alarms);
        const perSecond = samplesPerSecond(alarms);
        return {
          lines: [
            `CPU ${judged} % of one core (no samples: ${idle} %)`,
            `${bytes} bytes allocated for a sample that changes nothing`,
            `${Math.round(perSecond).toLocaleString('en')} such samples/s when nothing else is done`,
          ],
          figures: { cpuPercent: judged, idleCpuPercent: idle, bytesPerSample: bytes, perSecond },
        };
      } finally {
        await alarms.close();
        await provider.stop();
      }
    }),
};

function feedPart(alarms: BenchAlarms, n: number): void {
  const size = CONDITIONS / BATCHES;
  const first = (n % BATCHES) * size;
  alarms.feed(
    Array.from({ length: size }, (_one, i) => first + i),
    NORMAL + (n % 7),
  );
}

const everyPoint = Array.from({ length: CONDITIONS }, (_one, point) => point);

/** Of many looks the middle one: a garbage collection in between spoils one and no more. */
function bytesPerSample(alarms: BenchAlarms): number {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  const looks = Array.from({ length: LOOKS }, () => {
    collect();
    const before = process.memoryUsage().heapUsed;
    alarms.feed(everyPoint, NORMAL);
    return (process.memoryUsage().heapUsed - before) / CONDITIONS;
  });
  return Math.round(percentile(looks, 0.5) * 100) / 100;
}

function samplesPerSecond(alarms: BenchAlarms): number {
  const startedAt = performance.now();
  const turns = 200;
  for (let n = 0; n < turns; n++) alarms.feed(everyPoint, NORMAL + (n % 7));
  return (turns * CONDITIONS * 1_000) / (performance.now() - startedAt);
}
