import { z } from 'zod';
import { quarantineKey } from '../../log/quarantine-row.ts';
import type { WideLine } from '../influxdb/wide-lines.ts';
import { rangesOf } from './time-ranges.ts';

/** One line of /api/v1/export: a series with the times of its samples. */
const exported = z.object({ metric: z.record(z.string(), z.string()), timestamps: z.array(z.number()) });

export type ExportLines = (selector: string, fromMs: number, toMs: number) => Promise<readonly string[]>;

/** Which of these values VictoriaMetrics has, as keys of the quarantine. Rejects when it cannot be asked. */
export async function findStored(
  lines: readonly WideLine[],
  settings: { readonly database: string; readonly siteId: string },
  exportLines: ExportLines,
): Promise<ReadonlySet<string>> {
  const wanted = keyBySeries(lines);
  const found = new Set<string>();
  const selector = `{db=${quoted(settings.database)},site=${quoted(settings.siteId)}}`;
  for (const { fromMs, toMs } of rangesOf(lines.map(({ timeMs }) => timeMs))) {
    for (const line of await exportLines(selector, fromMs, toMs)) {
      const series = exported.safeParse(JSON.parse(line));
      if (!series.success) continue;
      const point = wanted.get(nameOf(series.data.metric));
      if (point === undefined) continue;
      for (const timeMs of series.data.timestamps) found.add(quarantineKey(point, timeMs));
    }
  }
  return found;
}

/** The point of every series, by the name under which the server files it: measurement_field, and the series tags. */
function keyBySeries(lines: readonly WideLine[]): Map<string, number> {
  const points = new Map<string, number>();
  for (const { series, fields } of lines) {
    const [measurement = '', ...tags] = series.split(/(?<!\\),/).map(unescaped);
    const labels = Object.fromEntries(tags.map((tag) => splitOnce(tag)));
    for (const { key, point } of fields) {
      points.set(nameOf({ ...labels, __name__: `${measurement}_${unescaped(key)}` }), point);
    }
  }
  return points;
}

const nameOf = ({ __name__ = '', area = '', equipment = '' }: Readonly<Record<string, string>>): string =>
  JSON.stringify([__name__, area, equipment]);

function splitOnce(pair: string): [string, string] {
  const at = pair.indexOf('=');
  return [pair.slice(0, at), pair.slice(at + 1)];
}

const unescaped = (text: string): string => text.replace(/\\([ ,=])/g, '$1');

/** A label value in a selector; JSON quotes as Go does. */
const quoted = (text: string): string => JSON.stringify(text);
