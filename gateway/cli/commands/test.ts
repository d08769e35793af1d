import type { LoadedSite } from '../../config/load.ts';
import type { Site, SiteConnection } from '../../domain/site.ts';
import { answer, readSiteFor, refuse } from '../answer.ts';
import { type CommandContext, defineCommand, type OptionValues } from '../command.ts';
import { CONFIG, CONNECTION, DATA, FORCE, JSON_OUTPUT } from '../common-options.ts';
import { byId, dataFolderOf, stateFolderOf } from '../field.ts';
import { inParallel } from '../in-parallel.ts';
import { deviceLines } from '../read-lines.ts';
import { type ReadConnection, readJob, readOnce } from '../read-once.ts';
import { refuseSecondReader } from '../second-reader.ts';

/** Connections read at the same time. */
const MOST_AT_ONCE = 16;

const options = {
  config: CONFIG,
  connection: CONNECTION,
  device: { type: 'string', value: 'ID', help: 'only this device, such as meters:3' },
  equipment: { type: 'string', value: 'ID', help: 'only the points of this piece of equipment' },
  data: DATA,
  force: FORCE,
  json: JSON_OUTPUT,
} as const;
type Given = OptionValues<typeof options>;

export const test = defineCommand({
  name: 'test',
  summary: 'read every point once: raw bytes, value, quality, and the same bytes read otherwise',
  details: 'Exit code 1 when a point is not good. Nothing is written to the plant.',
  options,
  async run(given, context) {
    const loaded = readSiteFor(given, context);
    if (typeof loaded === 'number') return loaded;
    const chosen = chooseConnections(loaded.site, given);
    if ('message' in chosen) return refuse(given, context, chosen.message, 2);
    return testConnections(chosen.connections, loaded, given, context);
  },
});

async function testConnections(
  connections: readonly SiteConnection[],
  loaded: LoadedSite,
  given: Given,
  context: CommandContext,
): Promise<number> {
  const { site } = loaded;
  const dataFolder = dataFolderOf(given, context.env);
  const jobs = connections.map((connection) => readJob(connection, site, stateFolderOf(dataFolder), context));
  const refusal = await refuseSecondReader(jobs, loaded, dataFolder, given.force, context);
  if (refusal !== undefined) return refuse(given, context, refusal);
  const points = new Map(site.points.map((point) => [point.tag, point]));
  const results = await inParallel(jobs, MOST_AT_ONCE, (job) =>
    readOnce(job, context.signal, (device, rows) => {
      if (!given.json) for (const line of deviceLines(device, rows, points)) context.print(line);
    }),
  );
  const ok = results.every(({ failure, rows }) => failure === null && rows.every((row) => row.isGood));
  answer(given, context, { ok, connections: results }, () => summaryLines(results));
  return ok ? 0 : 1;
}

function summaryLines(results: readonly ReadConnection[]): string[] {
  const rows = results.flatMap((result) => result.rows);
  const good = rows.filter((row) => row.isGood).length;
  const failed = results.flatMap(({ connection, failure }) => (failure === null ? [] : [`${connection}: ${failure}`]));
  return [...failed, `${good} of ${rows.length} points are good`];
}

/** The connections asked for, each with only the devices and points asked for. */
function chooseConnections(
  site: Site,
  { connection, device, equipment }: Given,
): { readonly connections: readonly SiteConnection[] } | { readonly message: string } {
  const wanted: readonly (readonly [what: string, id: string | undefined, list: readonly { readonly id: string }[]])[] =
    [
      ['connection', connection, site.connections],
      ['device', device, site.connections.flatMap((one) => one.devices)],
      ['equipment', equipment, site.equipment],
    ];
  for (const [what, id, list] of wanted) {
    const look = id === undefined ? undefined : byId(what, id, list);
    if (look && 'message' in look) return look;
  }
  const connections = site.connections
    .filter((one) => connection === undefined || one.id === connection)
    .map((one) => ({ ...one, devices: chooseDevices(one, site, device, equipment) }))
    .filter((one) => one.devices.length > 0);
  return connections.length > 0 ? { connections } : { message: 'no point is both of these' };
}

function chooseDevices(
  { devices }: SiteConnection,
  site: Site,
  device: string | undefined,
  equipment: string | undefined,
): SiteConnection['devices'] {
  return devices
    .filter((one) => device === undefined || one.id === device)
    .map((one) => {
      const points = one.points.filter((index) => !equipment || site.points[index]!.equipment === equipment);
      return { ...one, points };
    })
    .filter((one) => one.points.length > 0);
}
