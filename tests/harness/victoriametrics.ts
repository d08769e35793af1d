import { join } from 'node:path';
import { type ServerKind, TimeSeriesServer } from './influxdb.ts';

const victoriametrics: ServerKind = {
  binaries: ['/usr/bin/victoria-metrics', '/usr/local/bin/victoria-metrics'],
  healthPath: '/health',
  // Repeated samples are one sample; what was written is visible at once.
  arguments: (port, folder) => [
    `-httpListenAddr=127.0.0.1:${port}`,
    `-storageDataPath=${join(folder, 'data')}`,
    '-dedup.minScrapeInterval=1ms',
    '-search.latencyOffset=0s',
    '-retentionPeriod=10y',
  ],
  environment: () => ({}),
};

/** VictoriaMetrics; undefined when it is not installed. */
export const createVictoriametrics = (): Promise<TimeSeriesServer | undefined> =>
  TimeSeriesServer.create(victoriametrics);

/** Number of distinct stored samples of all metrics whose names match the pattern. */
export async function countVictoriaValues(url: string, namePattern: string): Promise<number> {
  await fetch(`${url}/internal/force_flush`);
  const selector = encodeURIComponent(`{__name__=~"${namePattern}"}`);
  const answer = await fetch(`${url}/api/v1/export?reduce_mem_usage=0&match[]=${selector}`);
  const lines = (await answer.text()).split('\n').filter(Boolean);
  let count = 0;
  for (const line of lines) {
    const { timestamps } = JSON.parse(line) as { timestamps: number[] };
    count += new Set(timestamps).size;
  }
  return count;
}
