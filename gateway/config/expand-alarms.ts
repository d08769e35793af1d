import type { Condition } from '../domain/condition.ts';
import type { Equipment } from '../domain/equipment.ts';
import type { Point } from '../domain/point.ts';
import type { ConditionDefinition } from '../ports/condition.ts';
import { attributesOf } from './alarm-attributes.ts';
import { levelsOf } from './alarm-levels.ts';
import type { AlarmOverride, CauseKind } from './alarm-schema.ts';
import { check } from './check.ts';
import { revisionOf } from './condition-revision.ts';
import { type DerivedPoint, derivedPoint } from './derived-point.ts';
import type { Expansion } from './expansion.ts';
import type { MistakeList } from './mistakes.ts';
import { layered, type Origin, within } from './origin.ts';
import { ownSuppressors } from './own-suppressors.ts';
import { COMMS_LOST } from './read-template.ts';
import { responseSteps } from './response-steps.ts';
import { type Parameters, resolveNumbers } from './template-numbers.ts';
import type { TemplateAlarm } from './template-schema.ts';

interface AlarmExpansion {
  readonly expansion: Expansion;
  readonly equipment: Equipment;
  readonly points: readonly Point[];
  readonly parameters: Parameters;
}

/** A condition whose causes upstream are not known yet. */
export interface ConditionDraft {
  readonly condition: Condition;
  readonly announces: readonly CauseKind[];
  readonly suppressedBy: readonly CauseKind[];
  /** Where each key of it is written: the site file where that says something, else the template. */
  readonly origin: Origin;
}

export interface ExpandedAlarm extends ConditionDraft {
  /** The point it is judged on, where its kind works one out. */
  readonly derived: DerivedPoint | undefined;
}

/** The template's alarms as this site wants them: overridden or switched off by name, options checked by their kind. */
export function expandAlarms(from: AlarmExpansion, mistakes: MistakeList): ExpandedAlarm[] {
  const { entry, loaded, site } = from.expansion;
  const known = loaded.template.alarms.map((alarm) => alarm.name);
  for (const name of Object.keys(entry.value.alarms)) {
    if (known.includes(name) || name === COMMS_LOST) continue;
    mistakes.addUnknown(site.locate([...entry.path, 'alarms', name], 'key'), 'alarm', name, [...known, COMMS_LOST]);
  }
  const used = known.filter((name) => entry.value.alarms[name]?.enabled !== false);
  const expanded: ExpandedAlarm[] = [];
  let free = from.expansion.firstPoint + from.points.length;
  for (const [index, alarm] of loaded.template.alarms.entries()) {
    if (!used.includes(alarm.name)) continue;
    const override = entry.value.alarms[alarm.name] ?? {};
    const origin = layered([
      { value: alarm, origin: within(loaded.origin, ['alarms', index]) },
      { value: override, origin: within(site, [...entry.path, 'alarms', alarm.name]) },
      { value: {}, origin: within(loaded.origin, ['alarms', index]) },
    ]);
    const written = joined(alarm, override);
    const one = expandAlarm(from, { alarm, index, override, written, origin, free, known, used }, mistakes);
    if (one === undefined) continue;
    if (one.derived) free++;
    expanded.push(one);
  }
  return expanded;
}

/** The alarm with what the site has written of it in place of the template's; its options are joined where they are checked. */
function joined(alarm: TemplateAlarm, override: AlarmOverride): TemplateAlarm {
  const { enabled: _, options: __, priority, onDelay, offDelay, ...attributes } = override;
  return {
    ...{ ...alarm, ...attributes },
    priority: priority ?? alarm.priority,
    onDelay: onDelay ?? alarm.onDelay,
    offDelay: offDelay ?? alarm.offDelay,
  };
}

interface OneAlarm {
  readonly alarm: TemplateAlarm;
  readonly index: number;
  readonly override: AlarmOverride;
  /** The alarm as the site has it. */
  readonly written: TemplateAlarm;
  readonly origin: Origin;
  /** Index of the next point that does not exist yet. */
  readonly free: number;
  /** Names of the template's alarms, and those of them that are used. */
  readonly known: readonly string[];
  readonly used: readonly string[];
}

function expandAlarm(from: AlarmExpansion, one: OneAlarm, mistakes: MistakeList): ExpandedAlarm | undefined {
  const { alarm, written } = one;
  const watched = from.points.find((candidate) => candidate.name === alarm.point);
  if (watched === undefined) return undefined;
  const definition = from.expansion.conditions.find((condition) => condition.kind === alarm.kind);
  const options = definition && expandOptions(from, one, definition, mistakes);
  const derivation = options === undefined ? undefined : definition?.derive?.(options, watched);
  const origin = within(from.expansion.loaded.origin, ['alarms', one.index, 'options']);
  const derived = derivation && derivedPoint({ derivation, alarm, watched, index: one.free, origin });
  const names = options === undefined ? [] : (definition?.levels?.(options) ?? []);
  const judged = { point: derived?.point ?? watched, options, names, expression: derivation?.expression ?? '' };
  const condition = conditionOf(from, one, judged, mistakes);
  refuseUrgency(condition, definition?.mostUrgent, one.origin, mistakes);
  const { announces = [], suppressedBy = [] } = written;
  return { condition, announces, suppressedBy, origin: one.origin, derived };
}

/** What is only likely wakes nobody. */
function refuseUrgency(
  { kind, levels }: Condition,
  most: ConditionDefinition['mostUrgent'],
  origin: Origin,
  mistakes: MistakeList,
): void {
  const urgent = levels.find(({ priority }) => most !== undefined && priority < most);
  if (urgent === undefined) return;
  mistakes.add(origin.locate(['priority'], 'value'), `${urgent.priority}: ${kind} is never more urgent than ${most}`);
}

interface Judged {
  readonly point: Point;
  readonly options: unknown;
  readonly names: readonly Condition['levels'][number]['name'][];
  readonly expression: string;
}

function conditionOf(
  { expansion, equipment, points }: AlarmExpansion,
  { alarm, override, written, origin, known, used }: OneAlarm,
  { point, options, names, expression }: Judged,
  mistakes: MistakeList,
): Condition {
  const levels = levelsOf(names, written, written, origin, mistakes);
  const { priority, onDelayMs, offDelayMs } = levels[0];
  const returnMs = Math.max(...levels.map((level) => level.offDelayMs)) + 2 * point.periodMs;
  const around = { equipment: equipment.id, points, known, used, site: expansion.alarms, returnMs };
  const judged = {
    ...{ kind: alarm.kind, options, levels, onDelayMs, offDelayMs, unit: point.unit, periodMs: point.periodMs },
    ...attributesOf(written, priority, expansion.alarms),
  };
  const id = `${equipment.id}.${alarm.name}`;
  const { title, consequence, cause, action } = written;
  return {
    ...judged,
    ...{ id, revision: revisionOf(judged, [point.tag, expression]), priority },
    ...{ equipment: equipment.id, system: equipment.system, watches: { what: 'point', point: point.index } },
    ...{ title, consequence, cause, action, response: responseSteps(written, points, origin, mistakes) },
    suppressors: ownSuppressors(written, around, origin, mistakes),
    group: groupOf(alarm, override, equipment),
    failureGroup: written.failureGroup ?? id,
  };
}

/** A group of a template is one of each machine; one that the site names may join machines. */
function groupOf(alarm: TemplateAlarm, override: AlarmOverride, { id }: Equipment): string | undefined {
  if (override.group !== undefined) return override.group;
  return alarm.group === undefined ? undefined : `${id}:${alarm.group}`;
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
