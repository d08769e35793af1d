import { escape as escaped } from '@influxdata/influxdb-client';
import { isBad } from '../../../domain/quality.ts';
import type { SampleBatch } from '../../../domain/sample.ts';
import { quarantineKey } from '../../log/quarantine-row.ts';
import type { RegisteredPoint } from '../../point-register.ts';

/** One value of a line. */
export interface LineField {
  readonly point: number;
  readonly key: string;
  readonly value: number;
}

/** All values of one equipment at one moment. */
export interface WideLine {
  /** Measurement and series tags, escaped. */
  readonly series: string;
  readonly timeMs: number;
  readonly fields: readonly LineField[];
}

/** Names with a meaning of their own in InfluxDB, or already used as series tags. */
const RESERVED = new Set(['time', 'site', 'area', 'equipment']);

/** Control characters and backslashes would break the line; an empty tag value would make another series. */
function clean(text: string): string {
  return text.replace(/[\p{Cc}\\]/gu, '_') || 'none';
}

/** The names of a point in the database, as they are read back: without the escapes of a line. */
export interface SeriesNames {
  readonly measurement: string;
  readonly field: string;
  readonly tags: Readonly<Record<'area' | 'equipment' | 'site', string>>;
}

/** Measurement = equipment class; series tags in key order, as the server sorts them. */
export function namesOf(siteId: string, point: Omit<RegisteredPoint, 'id'>): SeriesNames {
  const { equipmentClass, area, equipment, name } = point;
  const field = clean(name);
  return {
    measurement: clean(equipmentClass),
    field: RESERVED.has(field) ? `${field}_` : field,
    tags: { area: clean(area), equipment: clean(equipment), site: clean(siteId) },
  };
}

/** Measurement and series tags, as they begin a line. */
export function seriesOf(siteId: string, point: RegisteredPoint): string {
  const { measurement, tags } = namesOf(siteId, point);
  const pairs = Object.entries(tags).map(([key, value]) => `${key}=${escaped.tag(value)}`);
  return [escaped.measurement(measurement), ...pairs].join(',');
}

/** The measurement of a series, still escaped. */
export const measurementOf = (series: string): string => /^(?:\\.|[^,\\])*/.exec(series)![0];

export const fieldKeyOf = (point: RegisteredPoint): string => escaped.tag(namesOf('', point).field);

/** Groups samples into wide lines. Remembers series and field names, so that escaping happens once per point. */
export class LineBuilder {
  private readonly siteId: string;
  private readonly find: (id: number) => RegisteredPoint | undefined;
  private readonly known = new Map<number, { series: string; key: string }>();

  constructor(siteId: string, find: (id: number) => RegisteredPoint | undefined) {
    this.siteId = siteId;
    this.find = find;
  }

  /** Only values are written: a bad sample is no number, and NaN is refused by the server. Lines are in order of time. */
  build(batches: readonly SampleBatch[]): WideLine[] {
    const bySeries = new Map<string, Map<number, Map<string, LineField>>>();
    for (const batch of batches) this.group(batch, bySeries);
    const lines: WideLine[] = [];
    for (const [series, byTime] of bySeries) {
      for (const [timeMs, fields] of byTime) lines.push({ series, timeMs, fields: [...fields.values()] });
    }
    return lines.sort((a, b) => a.timeMs - b.timeMs);
  }

  private group(batch: SampleBatch, bySeries: Map<string, Map<number, Map<string, LineField>>>): void {
    for (let i = 0; i < batch.length; i++) {
      const value = batch.value[i]!;
      const point = batch.point[i]!;
      const names = isBad(batch.quality[i]!) || !Number.isFinite(value) ? undefined : this.namesOf(point);
      if (!names) continue;
      const byTime = entryOf(bySeries, names.series, () => new Map<number, Map<string, LineField>>());
      const fields = entryOf(byTime, batch.sourceTime[i]!, () => new Map<string, LineField>());
      fields.set(names.key, { point, key: names.key, value });
    }
  }

  private namesOf(id: number): { series: string; key: string } | undefined {
    const known = this.known.get(id);
    if (known) return known;
    const point = this.find(id);
    if (!point) return undefined;
    const names = { series: seriesOf(this.siteId, point), key: fieldKeyOf(point) };
    this.known.set(id, names);
    return names;
  }
}

function entryOf<K, V>(map: Map<K, V>, key: K, create: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const created = create();
  map.set(key, created);
  return created;
}

/** Numbers are written without a type suffix: always floats, so that a field never changes its type. */
export function lineText({ series, timeMs, fields }: WideLine): string {
  return `${series} ${fields.map(({ key, value }) => `${key}=${value}`).join(',')} ${timeMs}`;
}

/** Identity of every value in the lines, as the quarantine knows it. */
export const keysOf = (lines: readonly WideLine[]): Set<string> =>
  new Set(lines.flatMap(({ fields, timeMs }) => fields.map(({ point }) => quarantineKey(point, timeMs))));

/** The lines without the values whose keys are named. */
export function without(lines: readonly WideLine[], keys: ReadonlySet<string>): readonly WideLine[] {
  if (keys.size === 0) return lines;
  return lines.flatMap((line) => {
    const fields = line.fields.filter(({ point }) => !keys.has(quarantineKey(point, line.timeMs)));
    if (fields.length === line.fields.length) return [line];
    return fields.length === 0 ? [] : [{ ...line, fields }];
  });
}
