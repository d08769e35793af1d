import { Worker } from 'node:worker_threads';
import { openWorker, sleep } from './open-worker.ts';
import { plainPoints } from './site-points.ts';

/**
 * A historian in a process of its own, so that its memory is its own. Arguments: folder, address of the sink, number of
 * points, seconds. Prints one JSON object with the largest figures seen.
 */
async function main([folder, url, points, seconds]: readonly string[]): Promise<void> {
  const sink = { id: 'remote', kind: 'influxdb', url: url!, database: 'bench', replayPerSecond: 1_000_000 } as const;
  const historian = await openWorker(folder!, plainPoints(Number(points)), [sink]);
  const worker: unknown = Reflect.get(Object(Reflect.get(historian, 'thread')), 'worker');
  const most = { rssMb: 0, workerHeapMb: 0, stored: 0, behind: 0 };
  for (let second = 0; second < Number(seconds); second++) {
    await sleep(1_000);
    const heap = worker instanceof Worker ? (await worker.getHeapStatistics()).used_heap_size : 0;
    const remote = (await historian.status()).cursors.find((cursor) => cursor.sink === 'remote');
    most.rssMb = Math.max(most.rssMb, Math.round(process.memoryUsage.rss() / 1e6));
    most.workerHeapMb = Math.max(most.workerHeapMb, Math.round(heap / 1e6));
    most.stored = remote?.storedSamples ?? 0;
    most.behind = Math.max(most.behind, remote?.behindSamples ?? 0);
  }
  await historian.close();
  process.stdout.write(`${JSON.stringify(most)}\n`);
}

await main(process.argv.slice(2));
