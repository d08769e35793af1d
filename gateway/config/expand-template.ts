import { durationMs } from '../domain/duration.ts';
import type { Equipment } from '../domain/equipment.ts';
import type { Point } from '../domain/point.ts';
import type { WriteRule } from '../domain/write-rule.ts';
import { check } from './check.ts';
import { withCounterLimits } from './counter-limits.ts';
import { type ConditionDraft, expandAlarms } from './expand-alarms.ts';
import { expandWrites } from './expand-writes.ts';
import type { Expansion } from './expansion.ts';
import type { MistakeList } from './mistakes.ts';
import { within } from './origin.ts';
import { type PointEntry, pointEntriesOf } from './point-entries.ts';
import type { ComputedEntry } from './resolve-computed.ts';
import type { EquipmentEntry } from './site-schema.ts';
import { type Parameters, resolveNumber, resolveNumbers } from './template-numbers.ts';
import type { Template, TemplateNumber, TemplatePoint } from './template-schema.ts';

/** One piece of equipment with everything its template says about it. */
export interface ExpandedEquipment {
  readonly equipment: Equipment;
  readonly points: readonly Point[];
  readonly addresses: readonly unknown[];
  readonly computed: readonly ComputedEntry[];
  readonly conditions: readonly ConditionDraft[];
  readonly writes: readonly WriteRule[];
}

/** A template with this equipment's parameters filled in. Mistakes are added; the result is then not to be used. */
export function expandTemplate(expansion: Expansion, mistakes: MistakeList): ExpandedEquipment {
  const { entry, loaded, device } = expansion;
  const parameters = parametersOf(expansion, mistakes);
  const equipment = equipmentOf(entry.value, loaded.template, device);
  const entries = pointEntriesOf(expansion);
  refuseRepeatedNames(entries, mistakes);
  const plain = entries.map((one, index) => expandPoint(expansion, one, index, parameters, mistakes));
  const points = entries.map(({ point, origin }, index) => {
    const { maxRate, power } = point;
    const rate = maxRate && resolveNumber(maxRate, parameters, within(origin, ['maxRate']), mistakes);
    const beside = plain.find(({ name }) => name === power);
    return withCounterLimits(plain[index]!, rate, beside);
  });
  const addresses = entries.map((one) => expandAddress(expansion, one, parameters, mistakes));
  const computed = entries.flatMap((one, index) => computedOf(one, points[index]!));
  const alarms = expandAlarms({ expansion, equipment, points, parameters }, mistakes);
  const derived = alarms.flatMap((alarm) => alarm.derived ?? []);
  const writes = expandWrites(expansion, { points, addresses, parameters }, mistakes);
  return {
    equipment,
    points: [...points, ...derived.map(({ point }) => point)],
    addresses: [...addresses, ...derived.map(() => undefined)],
    computed: [...computed, ...derived.map((one) => one.computed)],
    conditions: alarms,
    writes,
  };
}

function equipmentOf(entry: EquipmentEntry, template: Template, device: string): Equipment {
  return {
    id: entry.id,
    name: entry.name,
    class: entry.class ?? template.class,
    system: entry.system ?? template.system,
    area: entry.area,
    template: template.template,
    maker: template.maker,
    model: template.model,
    evidence: template.evidence,
    device,
    poweredBy: entry.poweredBy,
    cooledBy: entry.cooledBy,
    communicatesVia: entry.communicatesVia,
    keyPoints: template.keyPoints,
    ...(entry.circuit ? { circuit: entry.circuit } : {}),
    ...(entry.joins ? { joins: entry.joins } : {}),
    ...(entry.partOf ? { partOf: entry.partOf } : {}),
    ...(template.maintenance ? { maintenance: template.maintenance } : {}),
  };
}

function parametersOf({ entry, loaded, site }: Expansion, mistakes: MistakeList): Parameters {
  const declared = Object.entries(loaded.template.parameters).map(([name, parameter]) => [name, parameter.default]);
  const known = declared.map(([name]) => String(name));
  for (const name of Object.keys(entry.value.parameters)) {
    if (known.includes(name)) continue;
    mistakes.addUnknown(site.locate([...entry.path, 'parameters', name], 'key'), 'parameter', name, known);
  }
  return { ...Object.fromEntries(declared), ...entry.value.parameters };
}

/** The names of a template are distinct in themselves; a site may add one that is there already. */
function refuseRepeatedNames(entries: readonly PointEntry[], mistakes: MistakeList): void {
  const seen = new Set<string>();
  for (const { point, origin } of entries) {
    if (seen.has(point.name)) mistakes.add(origin.locate(['name'], 'value'), `a second point is named "${point.name}"`);
    seen.add(point.name);
  }
}

function computedOf({ point, origin }: PointEntry, { index }: Point): ComputedEntry[] {
  if (point.expression === undefined) return [];
  return [{ point: index, expression: point.expression, origin: within(origin, ['expression']) }];
}

function expandPoint(
  expansion: Expansion,
  { point, origin }: PointEntry,
  index: number,
  parameters: Parameters,
  mistakes: MistakeList,
): Point {
  const { entry, device, deviceConfig, driver, firstPoint, scan } = expansion;
  const number = (value: TemplateNumber, key: keyof TemplatePoint) =>
    resolveNumber(value, parameters, within(origin, [key]), mistakes);
  const pair = (key: 'range' | 'normal'): readonly [number, number] | undefined => {
    const value = point[key];
    return value && [number(value[0], key), number(value[1], key)];
  };
  const periodMs = driver.periodMs?.(deviceConfig) ?? durationMs(scan[point.scan]);
  return {
    index: firstPoint + index,
    tag: `${entry.value.id}.${point.name}`,
    name: point.name,
    equipment: entry.value.id,
    device,
    title: point.title,
    kind: point.kind,
    unit: point.unit,
    decimals: point.decimals,
    states: point.states,
    scale: number(point.scale, 'scale'),
    offset: point.offset,
    sentinels: point.sentinels,
    range: pair('range'),
    normal: pair('normal'),
    deadband: number(point.deadband, 'deadband'),
    scanClass: point.scan,
    periodMs,
    staleAfterMs: staleAfterMs(periodMs),
    rollover: point.rollover === undefined ? undefined : number(point.rollover, 'rollover'),
  };
}

/** Three missed readings, but never so soon that a slow answer or a late timer looks like a dead device. */
const LEAST_GRACE_MS = 2000;
const staleAfterMs = (periodMs: number): number => Math.max(3 * periodMs, periodMs + LEAST_GRACE_MS);

function expandAddress(
  expansion: Expansion,
  { point, origin }: PointEntry,
  parameters: Parameters,
  mistakes: MistakeList,
): unknown {
  if (point.expression !== undefined) return undefined;
  const place = within(origin, ['address']);
  const address = resolveNumbers(point.address, parameters, place, mistakes);
  return check(expansion.driver.addressSchema, address, place, mistakes);
}
