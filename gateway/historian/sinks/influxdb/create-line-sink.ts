import type { PointRegister } from '../../point-register.ts';
import type { LineSinkSettings } from '../../settings.ts';
import { LineServer } from './line-server.ts';
import { LineSink, type LineSinkDependencies } from './line-sink.ts';
import { LineBuilder } from './wide-lines.ts';

type Shared = Pick<LineSinkDependencies, 'log' | 'cursors' | 'clock' | 'random' | 'logger'>;

/** A sink for InfluxDB, or for VictoriaMetrics, which takes the same lines. */
export function createLineSink(
  settings: LineSinkSettings,
  siteId: string,
  { register, log, cursors, clock, random, logger }: Shared & { register: PointRegister },
): LineSink {
  const lines = new LineBuilder(siteId, (id) => register.get(id));
  return new LineSink({
    ...{ id: settings.id, log, cursors, clock, random, logger, lines },
    server: new LineServer(settings),
  });
}
