import type { Condition } from '../domain/condition.ts';
import { durationMs } from '../domain/duration.ts';
import type { Equipment } from '../domain/equipment.ts';
import type { Point } from '../domain/point.ts';
import type { ConditionDefinition } from '../ports/condition.ts';
import { check } from './check.ts';
import { type DerivedPoint, derivedPoint } from './derived-point.ts';
import type { Expansion } from './expansion.ts';
import type { MistakeList } from './mistakes.ts';
import { layered, type Origin, within } from './origin.ts';
import type { EquipmentEntry } from './site-schema.ts';
import { type Parameters, resolveNumbers } from './template-numbers.ts';
import type { TemplateAlarm } from './template-schema.ts';

interface AlarmExpansion {
  readonly expansion: Expansion;
  readonly equipment: Equipment;
  readonly points: readonly Point[];
  readonly parameters: Parameters;
}

type Override = EquipmentEntry['alarms'][string];

export interface ExpandedAlarm {
  readonly condition: Condition;
  /** The point it is judged on, where its kind works one out. */
  readonly derived: DerivedPoint | undefined;
}

/** The template's alarms as this site wants them: overridden or switched off by name, options checked by their kind. */
export function expandAlarms(from: AlarmExpansion, mistakes: MistakeList, warnings: MistakeList): ExpandedAlarm[] {
  const { entry, loaded, site } = from.expansion;
  const known = loaded.template.alarms.map((alarm) => alarm.name);
  for (const name of Object.keys(entry.value.alarms)) {
    if (known.includes(name)) continue;
    mistakes.addUnknown(site.locate([...entry.path, 'alarms', name], 'key'), 'alarm', name, known);
  }
  const expanded: ExpandedAlarm[] = [];
  let free = from.expansion.firstPoint + from.points.length;
  for (const [index, alarm] of loaded.template.alarms.entries()) {
    const override = entry.value.alarms[alarm.name] ?? {};
    if (override.enabled === false) continue;
    const one = expandAlarm(from, { alarm, index, override, free }, mistakes);
    if (one === undefined) continue;
    if (one.derived) free++;
    warnOfDelay(one.condition, within(loaded.origin, ['alarms', index]), warnings);
    expanded.push(one);
  }
  return expanded;
}

interface OneAlarm {
  readonly alarm: TemplateAlarm;
  readonly index: number;
  readonly override: Override;
  /** Index of the next point that does not exist yet. */
  readonly free: number;
}

function expandAlarm(from: AlarmExpansion, one: OneAlarm, mistakes: MistakeList): ExpandedAlarm | undefined {
  const { alarm } = one;
  const watched = from.points.find((candidate) => candidate.name === alarm.point);
  if (watched === undefined) return undefined;
  const definition = from.expansion.conditions.find((condition) => condition.kind === alarm.kind);
  const options = definition && expandOptions(from, one, definition, mistakes);
  const derivation = options === undefined ? undefined : definition?.derive?.(options, watched);
  const origin = within(from.expansion.loaded.origin, ['alarms', one.index, 'options']);
  const derived = derivation && derivedPoint({ derivation, alarm, watched, index: one.free, origin });
  return { condition: conditionOf(from, one, derived?.point ?? watched, options), derived };
}

function conditionOf(from: AlarmExpansion, { alarm, override }: OneAlarm, point: Point, options: unknown): Condition {
  const priority = override.priority ?? alarm.priority;
  return {
    id: `${from.equipment.id}.${alarm.name}`,
    kind: alarm.kind,
    options,
    priority,
    equipment: from.equipment.id,
    system: from.equipment.system,
    watches: { what: 'point', point: point.index },
    title: alarm.title,
    consequence: alarm.consequence,
    action: alarm.action,
    onDelayMs: durationMs(override.onDelay ?? alarm.onDelay),
    offDelayMs: durationMs(override.offDelay ?? alarm.offDelay),
    opensWorkOrder: alarm.workOrder ?? (priority === 'P1' || priority === 'P2'),
    unit: point.unit,
    periodMs: point.periodMs,
  };
}

function expandOptions(
  from: AlarmExpansion,
  { alarm, index, override }: OneAlarm,
  definition: ConditionDefinition,
  mistakes: MistakeList,
): unknown {
  const { loaded, site, entry } = from.expansion;
  const origin = within(loaded.origin, ['alarms', index, 'options']);
  const own = override.options ?? {};
  const changed = layered([
    { value: alarm.options, origin },
    { value: own, origin: within(site, [...entry.path, 'alarms', alarm.name, 'options']) },
  ]);
  const options = resolveNumbers({ ...alarm.options, ...own }, from.parameters, changed, mistakes);
  return check(definition.optionsSchema, options, Object.keys(own).length > 0 ? changed : origin, mistakes);
}

/** A delay that ends before the next reading cannot be told from none. */
function warnOfDelay(condition: Condition, origin: Origin, warnings: MistakeList): void {
  if (condition.onDelayMs === 0 || condition.onDelayMs >= condition.periodMs) return;
  const message = `an on-delay of ${condition.onDelayMs} ms is shorter than the reading period of ${condition.periodMs} ms`;
  warnings.add(origin.locate(['onDelay'], 'value'), message);
}
