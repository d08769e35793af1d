import type { LoadedSite } from '../config/load.ts';
import type { Equipment } from '../domain/equipment.ts';
import type { Point } from '../domain/point.ts';
import type { Site } from '../domain/site.ts';
import type { ReadRow } from '../pipeline/read-row.ts';
import type { CommandContext } from './command.ts';
import { inParallel } from './in-parallel.ts';
import { valueText } from './read-lines.ts';
import { type ReadConnection, type ReadJob, readJob, readOnce } from './read-once.ts';
import { readingHint } from './reading-hint.ts';

/** Connections read at the same time. */
const MOST_AT_ONCE = 16;
const MOST_VALUES = 3;

/** How one machine answered when it was read once. */
export interface DryRunRow {
  readonly equipment: string;
  readonly ok: boolean;
  readonly good: number;
  readonly points: number;
  /** Its most important values, as text. */
  readonly values: readonly string[];
  /** What is wrong and what to try; null when nothing is. */
  readonly hint: string | null;
}

/** What to read of the named equipment, by connection. */
export function dryRunJobs(
  { site }: Pick<LoadedSite, 'site'>,
  ids: readonly string[],
  context: CommandContext,
): ReadJob[] {
  const wanted = new Set(ids);
  const devices = new Set(site.equipment.filter((one) => wanted.has(one.id)).map((one) => one.device));
  return site.connections
    .map((one) => ({ ...one, devices: one.devices.filter((device) => devices.has(device.id)) }))
    .filter((one) => one.devices.length > 0)
    .map((connection) => readJob(connection, site, undefined, context));
}

/** Reads every point of the named equipment once, several connections at a time. Rows are in the order of the site. */
export async function dryRun(
  { site }: Pick<LoadedSite, 'site'>,
  ids: readonly string[],
  jobs: readonly ReadJob[],
  signal: AbortSignal,
): Promise<DryRunRow[]> {
  const wanted = new Set(ids);
  const results = await inParallel(jobs, MOST_AT_ONCE, (job) => readOnce(job, signal));
  return judge(
    site.equipment.filter((one) => wanted.has(one.id)),
    site,
    results,
  );
}

function judge(chosen: readonly Equipment[], site: Site, results: readonly ReadConnection[]): DryRunRow[] {
  const points = new Map(site.points.map((point) => [point.tag, point]));
  const failures = new Map(results.map((result) => [result.connection, result.failure]));
  const rows = Map.groupBy(
    results.flatMap((result) => result.rows),
    (row) => points.get(row.tag)?.equipment ?? '',
  );
  const connectionOf = new Map(
    site.connections.flatMap((one) => one.devices.map((device) => [device.id, one.id] as const)),
  );
  return chosen.map((equipment) => {
    const failure = failures.get(connectionOf.get(equipment.device) ?? '') ?? null;
    return judgeOne(equipment, rows.get(equipment.id) ?? [], points, failure);
  });
}

function judgeOne(
  { id, keyPoints }: Equipment,
  rows: readonly ReadRow[],
  points: ReadonlyMap<string, Point>,
  failure: string | null,
): DryRunRow {
  const good = rows.filter((row) => row.isGood).length;
  const isComplete = rows.length > 0 && good === rows.length;
  // A link that broke at a later device has no bearing on one that was read well.
  const hint = readingHint(rows, points, isComplete ? null : failure) ?? null;
  const byTag = new Map(rows.map((row) => [row.tag, row]));
  const key = [...keyPoints.map((name) => `${id}.${name}`), ...byTag.keys()];
  const shown = [...new Set(key)].flatMap((tag) => byTag.get(tag) ?? []).filter((row) => row.isGood);
  const values = shown
    .slice(0, MOST_VALUES)
    .map((row) => `${row.tag.slice(id.length + 1)} ${valueText(row, points.get(row.tag))}`);
  return { equipment: id, ok: isComplete && hint === null, good, points: rows.length, values, hint };
}
