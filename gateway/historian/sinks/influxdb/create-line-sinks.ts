import type { PointRegister } from '../../point-register.ts';
import type { HistorianSettings } from '../../settings.ts';
import { LineServer } from './line-server.ts';
import { LineSink, type LineSinkDependencies } from './line-sink.ts';
import { LineBuilder } from './wide-lines.ts';

type Shared = Pick<LineSinkDependencies, 'log' | 'cursors' | 'clock' | 'random' | 'logger'>;

/** One sink per configured server. VictoriaMetrics takes the same lines. */
export function createLineSinks(settings: HistorianSettings, deps: Shared & { register: PointRegister }): LineSink[] {
  const { register, ...shared } = deps;
  return settings.sinks.map((sink) => {
    const lines = new LineBuilder(settings.siteId, (id) => register.get(id));
    return new LineSink({ ...shared, id: sink.id, server: new LineServer(sink), lines });
  });
}
