import { openHistorian } from '../../../gateway/historian/historian.ts';
import type { HistorianPoint, SinkSettings } from '../../../gateway/historian/settings.ts';
import { workerClock } from '../../../gateway/historian/worker-clock.ts';
import type { CursorState, Historian } from '../../../gateway/ports/historian.ts';
import { silentLogger } from '../../harness/silent-logger.ts';
import { silentMetrics } from '../../harness/silent-metrics.ts';

const LOG_BYTES = 8e9;

/** The historian as it is shipped, on a folder of the benchmark. */
export function openWorker(
  folder: string,
  points: readonly HistorianPoint[],
  sinks: readonly SinkSettings[] = [],
): Promise<Historian> {
  return openHistorian({
    ...{ folder, siteId: 'bench', points, sinks },
    retention: { rawMs: 4_000 * 86_400_000, logBytes: LOG_BYTES, freeDiskBytes: 0 },
    ...{ clock: workerClock, logger: silentLogger, metrics: silentMetrics },
  });
}

/** How far one sink has come. Throws when there is no such sink. */
export async function cursorOf(historian: Historian, sink: string): Promise<CursorState> {
  const { cursors } = await historian.status();
  const cursor = cursors.find((one) => one.sink === sink);
  if (!cursor) throw new Error(`no sink ${sink}`);
  return cursor;
}

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
