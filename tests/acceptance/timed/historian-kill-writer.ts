import { BatchBuilder } from '../../../gateway/domain/sample.ts';
import { openHistorian } from '../../../gateway/historian/historian.ts';
import { systemClock } from '../../../gateway/observability/system-clock.ts';
import { silentLogger } from '../../harness/silent-logger.ts';
import { silentMetrics } from '../../harness/silent-metrics.ts';

/**
 * The program that is killed: appends one sample every few ms (value = its number, time = its number after the start)
 * and says so (`appended n`), and says from time to time what is surely on disk (`flushed n`).
 */
const [folder = '', startMs = '0', firstNumber = '0'] = process.argv.slice(2);

const historian = await openHistorian({
  folder,
  siteId: 'site-1',
  points: [
    {
      index: 0,
      tag: 'K.n',
      kind: 'number',
      unit: '',
      equipment: 'K',
      equipmentClass: 'k',
      area: 'a',
      name: 'n',
      deadband: 0,
    },
  ],
  sinks: [],
  retention: { rawMs: 90 * 86_400_000, logBytes: 1e9, freeDiskBytes: 0 },
  clock: systemClock,
  logger: silentLogger,
  metrics: silentMetrics,
});

const first = Number(firstNumber);
let next = first;
const batch = new BatchBuilder();
systemClock.every(3, () => {
  batch.clear();
  batch.add(0, next, 0, Number(startMs) + next);
  historian.append(batch);
  process.stdout.write(`appended ${next++} ${performance.timeOrigin + performance.now()}\n`);
});

for (;;) {
  const appended = next - 1;
  await historian.flush();
  // Before the first sample there is nothing of this run to promise; what an earlier run appended may have died with it.
  if (appended >= first) process.stdout.write(`flushed ${appended}\n`);
  await new Promise((resolve) => setTimeout(resolve, 20));
}
