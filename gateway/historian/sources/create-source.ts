import type { Clock } from '../../ports/clock.ts';
import type { LineSinkSettings, SinkSettings } from '../settings.ts';
import { SourceHttp } from './http/source-http.ts';
import { InfluxqlSource } from './influxql/influxql-source.ts';
import { PromqlSource } from './promql/promql-source.ts';
import type { Source } from './source.ts';

/**
 * The sink that is also read: the first one with `read: true`; without such a one the only database, unless it says
 * `read: false`. Of several databases none is chosen by itself.
 */
export function chooseReadSink(sinks: readonly SinkSettings[]): LineSinkSettings | undefined {
  const databases = sinks.flatMap((sink) => (sink.kind === 'sparkplug' ? [] : [sink]));
  const only = databases.length === 1 && databases[0]!.read === undefined ? databases[0] : undefined;
  return databases.find((sink) => sink.read) ?? only;
}

/** The reading side of a sink; opens nothing before the first question. */
export function createSource(sink: LineSinkSettings, clock: Clock): Source {
  const { id, database, username, password } = sink;
  const settings = { id, database, username, password, token: sink.readToken ?? sink.token };
  const http = new SourceHttp(sink.readUrl ?? sink.url, clock);
  switch (sink.kind) {
    case 'influxdb':
      return new InfluxqlSource(settings, http);
    case 'victoriametrics':
      return new PromqlSource(settings, http);
  }
}
