import type { Equipment } from '../domain/equipment.ts';
import type { Point } from '../domain/point.ts';
import type { Site, SiteConnection, SiteDevice } from '../domain/site.ts';
import type { WriteRule } from '../domain/write-rule.ts';
import type { ExpressionLanguage } from '../ports/expression.ts';
import { type CauseDraft, withCauses } from './causes.ts';
import { commsLostDraft } from './comms-lost.ts';
import { commsLostOverride } from './comms-lost-override.ts';
import type { ConditionDraft } from './expand-alarms.ts';
import { expandTemplate } from './expand-template.ts';
import { lintAlarms } from './lint/lint.ts';
import type { MistakeList } from './mistakes.ts';
import type { Entry, SiteDraft } from './read-site.ts';
import { type ComputedEntry, resolveComputed } from './resolve-computed.ts';
import { type CheckedConnection, DeviceTable, resolveConnections, resolveDevice } from './resolve-connections.ts';
import { resolveEnergy } from './resolve-energy.ts';
import type { EquipmentEntry } from './site-schema.ts';
import { type TemplateFiles, TemplateLibrary } from './template-library.ts';

/** Everything of a site that is made from its equipment and connections. */
export type Plant = Pick<
  Site,
  'equipment' | 'points' | 'addresses' | 'computed' | 'writable' | 'writes' | 'connections' | 'conditions' | 'energy'
>;

/** What a plant is made with. */
export interface PlantPlugins extends TemplateFiles {
  readonly expressions: ExpressionLanguage;
}

/** Grows the tables of the site by one piece of equipment at a time; a point's index is its place in them. */
export class PlantBuilder {
  private readonly equipment: Equipment[] = [];
  private readonly points: Point[] = [];
  private readonly addresses: unknown[] = [];
  private readonly computed: ComputedEntry[] = [];
  private readonly drafts: ConditionDraft[] = [];
  private readonly writes: WriteRule[] = [];
  private readonly devices = new DeviceTable();
  private readonly templates: TemplateLibrary;
  private readonly draft: SiteDraft;
  private readonly options: PlantPlugins;
  private readonly connections: ReadonlyMap<string, CheckedConnection>;
  private readonly mistakes: MistakeList;
  private readonly warnings: MistakeList;

  constructor(draft: SiteDraft, options: PlantPlugins, mistakes: MistakeList, warnings: MistakeList) {
    this.draft = draft;
    this.options = options;
    this.connections = resolveConnections(draft, options.drivers, mistakes);
    this.mistakes = mistakes;
    this.warnings = warnings;
    this.templates = new TemplateLibrary(options, mistakes);
  }

  add(entry: Entry<EquipmentEntry>): void {
    const { draft, mistakes, options } = this;
    const place = draft.origin.locate([...entry.path, 'template'], 'value');
    const loaded = this.templates.find(entry.value.template, place);
    const connection = this.connections.get(entry.value.connection);
    if (loaded === undefined || connection === undefined) return;
    const { driver } = connection;
    if (loaded.template.driver !== driver.kind) {
      const { template, connection: id } = entry.value;
      mistakes.add(place, `${template} is read by ${loaded.template.driver}, but connection ${id} is ${driver.kind}`);
      return;
    }
    const device = resolveDevice(draft, entry, loaded, connection, mistakes);
    if (device === undefined) return;
    this.devices.add(device, entry, draft, mistakes);
    const { conditions } = options;
    const { scan, alarms, origin: site } = draft;
    const firstPoint = this.points.length;
    const own = { device: device.id, deviceConfig: device.config, firstPoint };
    const expansion = { entry, site, loaded, driver, conditions, scan, alarms, ...own };
    const expanded = expandTemplate(expansion, mistakes);
    this.equipment.push(expanded.equipment);
    this.points.push(...expanded.points);
    this.addresses.push(...expanded.addresses);
    this.computed.push(...expanded.computed);
    this.drafts.push(...expanded.conditions);
    if (draft.writes.enabled) this.writes.push(...expanded.writes);
    else this.warnOfWritable(entry);
  }

  finish(): Plant {
    const { draft, equipment, points, addresses, writes, drafts, mistakes } = this;
    const writable = new Set(writes.map((rule) => rule.point));
    const connections = this.siteConnections();
    const lost = connections.flatMap(({ devices }) => devices.flatMap((device) => this.commsLost(device)));
    refuseUnknownCarriers(draft, this.devices, mistakes);
    const own = drafts.map((one): CauseDraft => ({ ...one, on: [one.condition.equipment] }));
    const conditions = withCauses([...own, ...lost], equipment, draft.alarms.release);
    const energy = resolveEnergy(draft, points, mistakes);
    const computed = resolveComputed(this.computed, points, this.options.expressions, mistakes);
    const plant = { points, connections, computed };
    lintAlarms({ drafts, conditions, plant, site: draft.origin }, mistakes, this.warnings);
    return { equipment, addresses, writable, writes, conditions, energy, ...plant };
  }

  private siteConnections(): readonly SiteConnection[] {
    const isComputed = new Set(this.computed.map((entry) => entry.point));
    const read = this.points.filter((point) => !isComputed.has(point.index));
    const pointsOf = Map.groupBy(read, (point) => point.device);
    const devices = this.devices.all().map((device): SiteDevice => {
      return { ...device, points: (pointsOf.get(device.id) ?? []).map((point) => point.index) };
    });
    return [...this.connections.values()].map((connection): SiteConnection => {
      const own = devices.filter((device) => device.connection === connection.id);
      return { id: connection.id, driver: connection.driver.kind, config: connection.config, devices: own };
    });
  }

  private warnOfWritable({ path, value }: Entry<EquipmentEntry>): void {
    if (value.writable.length === 0) return;
    const place = this.draft.origin.locate([...path, 'writable'], 'value');
    this.warnings.add(place, 'has no effect: nothing is written while writes.enabled is false');
  }

  private commsLost(device: SiteDevice): CauseDraft[] {
    const { draft, mistakes } = this;
    const [first, ...others] = this.equipment.filter((equipment) => equipment.device === device.id);
    if (first === undefined) return [];
    const equipment = [first, ...others] as const;
    const entries = draft.equipment.filter(({ value }) => equipment.some(({ id }) => id === value.id));
    const override = commsLostOverride(entries, draft, mistakes);
    if (override.enabled === false) return [];
    const points = device.points.map((index) => this.points[index]!);
    return [commsLostDraft({ device, equipment, points, alarms: draft.alarms, override })];
  }
}

/** What carries the words of a machine is another machine, or a device. */
function refuseUnknownCarriers(draft: SiteDraft, devices: DeviceTable, mistakes: MistakeList): void {
  const known = [...draft.idsOf(['equipment']).map(({ value }) => value), ...devices.all().map(({ id }) => id)];
  for (const { path, value } of draft.equipment) {
    for (const [index, carrier] of value.communicatesVia.entries()) {
      const place = draft.origin.locate([...path, 'communicatesVia', index], 'value');
      if (!known.includes(carrier)) mistakes.addUnknown(place, 'equipment or device', carrier, known);
    }
  }
}
