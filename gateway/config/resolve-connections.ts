import type { DriverDefinition } from '../ports/driver.ts';
import { check } from './check.ts';
import { keysOf, toJsonSchema } from './describe-schema.ts';
import type { MistakeList, Path } from './mistakes.ts';
import { layered, type Origin, within } from './origin.ts';
import type { Entry, SiteDraft } from './read-site.ts';
import type { LoadedTemplate } from './read-template.ts';
import type { EquipmentEntry } from './site-schema.ts';

/** A connection with a known driver; `config` is absent when the driver refused it. */
export interface CheckedConnection {
  readonly id: string;
  readonly driver: DriverDefinition;
  readonly config: unknown;
  /** Names of what its driver lets a whole template set. */
  readonly settings: readonly string[];
}

/** A device as one piece of equipment describes it. */
export interface CheckedDevice {
  readonly id: string;
  readonly connection: string;
  readonly driver: string;
  readonly config: unknown;
}

/** Every connection with a known driver, checked by it; `id` and `driver` are not handed to the driver. */
export function resolveConnections(
  draft: SiteDraft,
  drivers: readonly DriverDefinition[],
  mistakes: MistakeList,
): ReadonlyMap<string, CheckedConnection> {
  const byId = new Map<string, CheckedConnection>();
  for (const { path, value } of draft.connections) {
    const { id, driver: kind, ...settings } = value;
    const origin = within(draft.origin, path);
    const driver = drivers.find((one) => one.kind === kind);
    if (driver === undefined) {
      const known = drivers.map((one) => one.kind);
      mistakes.addUnknown(origin.locate(['driver'], 'value'), 'driver', kind, known);
      continue;
    }
    const config = check(driver.connectionSchema, settings, origin, mistakes);
    byId.set(id, { id, driver, config, settings: settingNames(driver) });
  }
  return byId;
}

/** The device of one piece of equipment: what the site says joined with the template's settings, checked by the driver. */
export function resolveDevice(
  draft: SiteDraft,
  entry: Entry<EquipmentEntry>,
  loaded: LoadedTemplate,
  { id, driver, settings: settable }: CheckedConnection,
  mistakes: MistakeList,
): CheckedDevice | undefined {
  const before = mistakes.count;
  const { device, settings } = entry.value;
  const site = within(draft.origin, entry.path);
  const layers = [
    { value: loaded.template.settings, origin: within(loaded.origin, ['settings']) },
    { value: settings, origin: within(site, ['settings']) },
  ];
  const joined = { ...loaded.template.settings, ...settings };
  check(driver.templateSchema, joined, layered(layers), mistakes);
  refuseSettings(device, settable, within(site, ['device']), mistakes);
  layers.push({ value: device, origin: within(site, ['device']) });
  const config = check(driver.deviceSchema, { ...joined, ...device }, layered(layers), mistakes);
  if (mistakes.count > before) return undefined;
  return { id: deviceId(id, device), connection: id, driver: driver.kind, config };
}

/** What identifies a device stands apart from how it is read: else one unit could be two devices. */
function refuseSettings(device: object, settings: readonly string[], origin: Origin, mistakes: MistakeList): void {
  for (const key of Object.keys(device).filter((name) => settings.includes(name))) {
    mistakes.add(origin.locate([key], 'key'), `"${key}" belongs under settings, not under device`);
  }
}

function settingNames(driver: DriverDefinition): string[] {
  const root = toJsonSchema(driver.templateSchema);
  return keysOf(root, root, {});
}

/** `feeders:3`; the connection's own id when it has a single nameless device. The order of the keys does not matter. */
export function deviceId(connection: string, device: Readonly<Record<string, unknown>>): string {
  const values = Object.keys(device)
    .sort()
    .map((key) => textOf(device[key]));
  return values.length === 0 ? connection : `${connection}:${values.join('.')}`;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** Remembers devices by id and refuses one that is described a second time in another way. */
export class DeviceTable {
  private readonly byId = new Map<string, { readonly device: CheckedDevice; readonly equipment: string }>();

  add(device: CheckedDevice, entry: Entry<EquipmentEntry>, draft: SiteDraft, mistakes: MistakeList): void {
    const known = this.byId.get(device.id);
    if (known === undefined) {
      this.byId.set(device.id, { device, equipment: entry.value.id });
      return;
    }
    const keys = differingKeys(known.device.config, device.config);
    if (keys.length === 0) return;
    const path: Path = [...entry.path, 'device'];
    const message = `${device.id} is the device of ${known.equipment} too, which sets ${keys.join(', ')} differently`;
    mistakes.add(draft.origin.locate(path, 'value'), message);
  }

  all(): readonly CheckedDevice[] {
    return [...this.byId.values()].map(({ device }) => device);
  }
}

function differingKeys(a: unknown, b: unknown): string[] {
  const left = new Map(Object.entries(Object(a)));
  const right = new Map(Object.entries(Object(b)));
  const keys = new Set([...left.keys(), ...right.keys()]);
  return [...keys].filter((key) => JSON.stringify(left.get(key)) !== JSON.stringify(right.get(key)));
}
