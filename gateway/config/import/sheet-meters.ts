import type { MistakeList } from '../mistakes.ts';
import { deviceId } from '../resolve-connections.ts';
import type { MapName } from './sheet-columns.ts';
import { type KnownConnection, type MadeConnection, SheetConnections } from './sheet-connections.ts';
import type { SheetRow } from './sheet-rows.ts';

/** What the site has already, and what the sheet leaves to the command line. */
export interface SheetSurroundings {
  readonly areas: readonly { readonly id: string; readonly name: { readonly en: string; readonly zh: string } }[];
  readonly connections: readonly KnownConnection[];
  /** Device ids the site uses already, and by which equipment. */
  readonly devices: ReadonlyMap<string, string>;
  readonly defaults: { readonly template?: string; readonly area?: string; readonly connection?: string };
}

type Scalar = string | number | boolean;

/** One piece of equipment as it will stand in the site file, and the row it comes from. */
export interface SheetMeter {
  readonly row: SheetRow;
  readonly entry: {
    readonly id: string;
    readonly name: { readonly en: string; readonly zh: string };
    readonly template: string;
    readonly area: string;
    readonly class?: string;
    readonly system?: string;
    readonly connection: string;
    readonly device: Readonly<Record<string, Scalar>>;
    readonly settings?: Readonly<Record<string, Scalar>>;
    readonly parameters?: Readonly<Record<string, Scalar>>;
    readonly poweredBy?: readonly string[];
  };
}

export interface SheetPart {
  readonly connections: readonly MadeConnection[];
  readonly meters: readonly SheetMeter[];
  /** Of every row, also of those with a mistake. */
  readonly ids: ReadonlySet<string>;
}

/** Rows as equipment. A row with a mistake gives none; what only a whole site can tell is left to loading it. */
export function makeMeters(rows: readonly SheetRow[], around: SheetSurroundings, mistakes: MistakeList): SheetPart {
  const connections = new SheetConnections(around.connections, mistakes);
  const ids = new Map<string, SheetRow>();
  const devices = new Map<string, SheetRow>();
  const meters = rows.flatMap((row) => {
    const before = mistakes.count;
    const entry = makeEntry(row, connections, around, mistakes);
    refuseSecond(row, row.get('id'), ids, 'the id', row.place('id'), mistakes);
    if (entry) refuseSharedDevice(row, entry, devices, around, mistakes);
    return entry === undefined || mistakes.count > before ? [] : [{ row, entry }];
  });
  return { connections: connections.made, meters, ids: new Set(ids.keys()) };
}

function makeEntry(
  row: SheetRow,
  connections: SheetConnections,
  around: SheetSurroundings,
  mistakes: MistakeList,
): SheetMeter['entry'] | undefined {
  const id = required(row, 'id', undefined, mistakes);
  const template = required(row, 'template', around.defaults.template, mistakes);
  const area = findArea(row, around, mistakes);
  const connection = connections.idFor(row, around.defaults.connection);
  const device = deviceOf(row, mistakes);
  const parameters = parametersOf(row, mistakes);
  if (id === undefined || template === undefined || area === undefined) return undefined;
  if (connection === undefined || device === undefined) return undefined;
  const settings = Object.fromEntries(row.entries('settings').map(([key, text]) => [key, scalar(text)]));
  const poweredBy = (row.get('poweredBy') ?? '').split(/[\s,;、]+/).filter((text) => text !== '');
  return {
    ...{ id, name: nameOf(row, id), template: template.toLowerCase(), area },
    ...optional('class', row.get('class')),
    ...optional('system', row.get('system')),
    ...{ connection, device },
    ...(Object.keys(settings).length > 0 ? { settings } : {}),
    ...(Object.keys(parameters).length > 0 ? { parameters } : {}),
    ...(poweredBy.length > 0 ? { poweredBy } : {}),
  };
}

function required(
  row: SheetRow,
  name: 'id' | 'template',
  otherwise: string | undefined,
  mistakes: MistakeList,
): string | undefined {
  const text = row.get(name) ?? otherwise;
  if (text === undefined) mistakes.add(row.place(name), `${name} is missing`);
  return text;
}

function nameOf(row: SheetRow, id: string): { readonly en: string; readonly zh: string } {
  const [both, en, zh] = [row.get('name'), row.get('name_en'), row.get('name_zh')];
  return { en: en ?? both ?? zh ?? id, zh: zh ?? both ?? en ?? id };
}

/** By id, or by its name in either language. */
function findArea(row: SheetRow, { areas, defaults }: SheetSurroundings, mistakes: MistakeList): string | undefined {
  const text = row.get('area') ?? defaults.area;
  const ids = areas.map(({ id }) => id);
  if (text === undefined) {
    mistakes.add(row.place('area'), 'area is missing', { allowed: ids.join(', ') });
    return undefined;
  }
  const found = areas.find(({ id, name }) => [id, name.en, name.zh].includes(text));
  if (found === undefined) mistakes.addUnknown(row.place('area'), 'area', text, ids);
  return found?.id;
}

function deviceOf(row: SheetRow, mistakes: MistakeList): Readonly<Record<string, Scalar>> | undefined {
  const device: Record<string, Scalar> = Object.fromEntries(
    row.entries('device').map(([key, text]) => [key, scalar(text)]),
  );
  const unit = row.get('unit');
  if (unit !== undefined && !/^\d{1,5}$/.test(unit)) {
    mistakes.add(row.place('unit'), `${JSON.stringify(unit)} is not allowed`, { allowed: 'a whole number' });
    return undefined;
  }
  if (unit !== undefined) device.unit = Number(unit);
  if (Object.keys(device).length > 0) return device;
  mistakes.add(row.place('unit'), 'unit is missing', {
    allowed: 'the station number, or a column such as device:topic',
  });
  return undefined;
}

function parametersOf(row: SheetRow, mistakes: MistakeList): Readonly<Record<string, Scalar>> {
  const entries = row.entries('parameters').map(([key, text]) => {
    const value = scalar(text);
    if (typeof value !== 'number') {
      const shown = JSON.stringify(text);
      mistakes.add(row.place(`parameters:${key}`), `${shown} is not allowed`, {
        allowed: 'a number such as 250 or 2.5',
      });
    }
    return [key, value] as const;
  });
  return Object.fromEntries(entries);
}

/** A cell as a person meant it: a number, true or false, otherwise text. */
function scalar(text: string): Scalar {
  if (/^-?\d+(\.\d+)?$/.test(text) && text.length <= 15) return Number(text);
  const lower = text.toLowerCase();
  return lower === 'true' || lower === 'false' ? lower === 'true' : text;
}

const optional = <Name extends string>(name: Name, text: string | undefined): { [key in Name]?: string } =>
  (text === undefined ? {} : { [name]: text }) as { [key in Name]?: string };

function refuseSecond(
  row: SheetRow,
  value: string | undefined,
  seen: Map<string, SheetRow>,
  what: string,
  place: ReturnType<SheetRow['place']>,
  mistakes: MistakeList,
): void {
  if (value === undefined) return;
  const first = seen.get(value);
  if (first === undefined) seen.set(value, row);
  else mistakes.add(place, `${what} "${value}" stands in row ${first.number} already`);
}

function refuseSharedDevice(
  row: SheetRow,
  { connection, device }: SheetMeter['entry'],
  seen: Map<string, SheetRow>,
  { devices }: SheetSurroundings,
  mistakes: MistakeList,
): void {
  const id = deviceId(connection, device);
  const [key = 'unit'] = Object.keys(device);
  const place = row.place(key === 'unit' ? 'unit' : (`device:${key}` satisfies `${MapName}:${string}`));
  const owner = devices.get(id);
  if (owner !== undefined) mistakes.add(place, `the device ${id} is that of ${owner} already`);
  refuseSecond(row, id, seen, 'the device', place, mistakes);
}
