import { driverContext } from '../acquisition/make-link.ts';
import type { Point } from '../domain/point.ts';
import { isGood, qualityName } from '../domain/quality.ts';
import { BatchBuilder } from '../domain/sample.ts';
import type { Site, SiteConnection } from '../domain/site.ts';
import { createConverter } from '../pipeline/convert.ts';
import type { DriverContext } from '../ports/driver.ts';
import type { TestRow } from '../ports/driver-tools.ts';
import type { CommandContext } from './command.ts';
import { driverOf, fieldFailure, toolOf, warningLogger } from './field.ts';
import type { SecondReader } from './second-reader.ts';

/** One point as it was read once, after scale, offset, sentinels and range. */
export interface ReadRow extends Omit<TestRow, 'quality'> {
  /** In engineering units; null where there is none. */
  readonly engineering: number | string | null;
  readonly unit: string;
  /** Name of the quality. */
  readonly quality: string;
  readonly isGood: boolean;
}

/** One connection read once. `failure` is why it could not be read as a whole. */
export interface ReadConnection {
  readonly connection: string;
  readonly failure: string | null;
  readonly rows: readonly ReadRow[];
}

/** What to read on one connection; `Site` gives its points their meaning. */
export interface ReadJob extends SecondReader {
  readonly site: Pick<Site, 'points'>;
}

/** A connection of a site with the devices and points to be read, as its driver is told. */
export function readJob(
  connection: SiteConnection,
  site: Site,
  stateFolder: string | undefined,
  { clock, drivers, warn }: Pick<CommandContext, 'clock' | 'drivers' | 'warn'>,
): ReadJob {
  const logger = warningLogger({ warn });
  const context = driverContext(connection, { site, clock, logger, stateFolder });
  return { driver: driverOf(connection, drivers), context, site };
}

/** Reads every point of a job once; each finished device is told with its rows. Never rejects for what the field does. */
export async function readOnce(
  { driver, context, site }: ReadJob,
  signal: AbortSignal,
  onDevice: (device: string, rows: readonly ReadRow[]) => void = () => undefined,
): Promise<ReadConnection> {
  const rows: ReadRow[] = [];
  const failure = await collect({ driver, context, site }, signal, rows, onDevice);
  const missing = missingRows(context, rows, failure ?? 'the driver gave no answer for it');
  for (const [device, own] of Map.groupBy(missing, (row) => row.device)) onDevice(device, own);
  return { connection: context.connectionId, failure, rows: [...rows, ...missing] };
}

async function collect(
  { driver, context, site }: ReadJob,
  signal: AbortSignal,
  rows: ReadRow[],
  onDevice: (device: string, rows: readonly ReadRow[]) => void,
): Promise<string | null> {
  const found = toolOf(driver, 'test');
  if ('message' in found) return found.message;
  const toRow = rowMaker(site);
  let own: ReadRow[] = [];
  const finish = (): void => {
    if (own[0]) onDevice(own[0].device, own);
    own = [];
  };
  try {
    for await (const row of found.tool(context, signal)) {
      if (own[0] && own[0].device !== row.device) finish();
      own.push(toRow(row));
      rows.push(own.at(-1)!);
    }
    return null;
  } catch (cause) {
    return fieldFailure(cause);
  } finally {
    finish();
  }
}

/** Makes rows of what a driver read, as the pipeline would make samples of it. */
export function rowMaker({ points }: Pick<Site, 'points'>): (row: TestRow) => ReadRow {
  const byTag = new Map(points.map((point) => [point.tag, point]));
  const convert = createConverter(points);
  return (row) => {
    const point = byTag.get(row.tag);
    const converted = point === undefined ? row : engineered(row, point, convert);
    const { value, quality } = converted;
    const alternatives = row.alternatives.map(({ label, value: raw }) => ({ label, value: scaled(raw, point) }));
    const unit = point?.unit ?? '';
    return {
      ...{ ...row, alternatives, unit, engineering: value },
      ...{ quality: qualityName(quality), isGood: isGood(quality) },
    };
  };
}

function engineered(
  row: TestRow,
  point: Point,
  convert: ReturnType<typeof createConverter>,
): { readonly value: number | string | null; readonly quality: number } {
  if (typeof row.value === 'string') return row;
  const batch = new BatchBuilder(1);
  batch.add(point.index, row.value ?? Number.NaN, row.quality, 0);
  convert(batch);
  const value = batch.value[0]!;
  return { value: Number.isNaN(value) ? null : value, quality: batch.quality[0]! };
}

const scaled = (raw: number, point: Point | undefined): number =>
  point === undefined ? raw : raw * point.scale + point.offset;

/** A point nobody said anything about has not been read. */
function missingRows(context: DriverContext, rows: readonly ReadRow[], detail: string): ReadRow[] {
  const seen = new Set(rows.map((row) => row.tag));
  return context.devices.flatMap(({ id, points }) =>
    points
      .filter(({ tag }) => !seen.has(tag))
      .map(({ tag, address }): ReadRow => {
        return {
          ...{ device: id, tag, address: JSON.stringify(address), raw: null, value: null, engineering: null, unit: '' },
          ...{ quality: 'bad-not-connected', isGood: false, tookMs: 0, alternatives: [], detail },
        };
      }),
  );
}
