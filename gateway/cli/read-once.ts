import { driverContext } from '../acquisition/make-link.ts';
import type { Site, SiteConnection } from '../domain/site.ts';
import { type ReadRow, rowMaker } from '../pipeline/read-row.ts';
import type { DriverContext } from '../ports/driver.ts';
import type { CommandContext } from './command.ts';
import { driverOf, fieldFailure, toolOf, warningLogger } from './field.ts';
import type { SecondReader } from './second-reader.ts';

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
