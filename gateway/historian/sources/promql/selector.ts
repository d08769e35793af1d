import type { SeriesNames } from '../../sinks/influxdb/wide-lines.ts';

/**
 * Text in the quotes of PromQL, which are those of Go: JSON protects the same marks the same way. Half of a surrogate pair
 * is no text in either.
 */
export const quoteLabel = (text: string): string => JSON.stringify(text.toWellFormed());

/**
 * One series as VictoriaMetrics names it when it takes our lines: measurement and field joined by an underscore, series tags
 * and the database as labels (its manual, "How to send data in InfluxDB line protocol").
 */
export function selectorOf({ measurement, field, tags }: SeriesNames, database: string): string {
  const labels = { __name__: `${measurement}_${field}`, db: database, ...tags };
  return `{${Object.entries(labels)
    .map(([label, value]) => `${label}=${quoteLabel(value)}`)
    .join(',')}}`;
}
