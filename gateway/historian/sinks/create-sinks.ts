import type { HistorianSettings, SinkSettings } from '../settings.ts';
import { createLineSink, type LineSinkContext } from './influxdb/create-line-sink.ts';
import type { LogSink } from './progress/log-sink.ts';
import { createSparkplugSink, type SparkplugContext } from './sparkplug/create-sparkplug-sink.ts';

type SinkContext = LineSinkContext & SparkplugContext;

/** One sink per configured server, each with its own cursor in the log. */
export function createSinks(settings: HistorianSettings, context: SinkContext): LogSink[] {
  return settings.sinks.map((sink) => createSink(sink, settings, context));
}

function createSink(sink: SinkSettings, settings: HistorianSettings, context: SinkContext): LogSink {
  switch (sink.kind) {
    case 'influxdb':
    case 'victoriametrics':
      return createLineSink(sink, settings.siteId, context);
    case 'sparkplug':
      return createSparkplugSink(sink, settings, context);
  }
}
