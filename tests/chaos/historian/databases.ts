import type { LineSinkSettings } from '../../../gateway/historian/settings.ts';
import { createInfluxdb, type TimeSeriesServer } from '../../harness/influxdb.ts';
import { createVictoriametrics } from '../../harness/victoriametrics.ts';
import { influxRows } from './oracle/influx-rows.ts';
import type { RowSource } from './oracle/rows.ts';
import { victoriaRows } from './oracle/victoria-rows.ts';

export const DATABASE = 'plantroom';

/** A real database, running, with what a gateway needs to write to it and the oracle to read it. */
export interface Database {
  readonly id: string;
  readonly server: TimeSeriesServer;
  readonly rows: RowSource;
  /** `url` is that of a relay in front of it. */
  sink(url?: string): LineSinkSettings;
}

/** Those that are installed; the program cannot be run without any. They end with `cleanUp`. */
export async function startDatabases(cleanUp: AsyncDisposableStack): Promise<Database[]> {
  const [influx, victoria] = await Promise.all([createInfluxdb(), createVictoriametrics()]);
  const all = [
    ...(influx ? [databaseOf('influxdb', influx, influxRows(influx.url, DATABASE))] : []),
    ...(victoria ? [databaseOf('victoriametrics', victoria, victoriaRows(victoria.url))] : []),
  ];
  if (all.length === 0) throw new Error('neither InfluxDB nor VictoriaMetrics is installed');
  for (const { server } of all) cleanUp.defer(() => server.remove());
  await Promise.all(all.map(({ server }) => server.start()));
  return all;
}

export function databaseOf(kind: LineSinkSettings['kind'], server: TimeSeriesServer, rows: RowSource): Database {
  return {
    ...{ id: kind, server, rows },
    sink: (url = server.url) => ({ id: kind, kind, url, database: DATABASE }),
  };
}
