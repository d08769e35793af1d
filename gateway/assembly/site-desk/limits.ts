import { type JsonSchema, toJsonSchema } from '../../config/describe-schema.ts';
import { durationText } from '../../config/edit/duration-text.ts';
import { valueAt } from '../../config/edit/edit-step.ts';
import { isJsonList, isJsonMap, type Json, type JsonMap } from '../../config/edit/render-yaml.ts';
import type { LoadedSite, LoadOptions } from '../../config/load.ts';
import type { TemplateAlarm } from '../../config/template-schema.ts';
import type { Condition } from '../../domain/condition.ts';
import { done, type Outcome, refused } from '../../domain/errors.ts';
import type { AlarmLimit } from '../../ports/site-desk.ts';
import { findTemplate } from './templates.ts';

interface LimitParts {
  readonly options: LoadOptions;
  readonly loaded: LoadedSite;
  /** What the file that the machine stands in says. */
  readonly written: readonly Json[];
}

/** Alarms of a machine as they hold, with what its template and the site file say of them; those switched off as well. */
export function limitsOf(parts: LimitParts, equipment: string): Outcome<readonly AlarmLimit[]> {
  const found = parts.loaded.site.equipment.find(({ id }) => id === equipment);
  if (found === undefined) return refused('EQUIPMENT_NOT_FOUND');
  const template = findTemplate(parts.options, found.template)?.template;
  if (template === undefined) return refused('EQUIPMENT_NOT_FOUND');
  const own = overridesOf(parts.written, equipment);
  return done(template.alarms.map((alarm) => limitOf(parts, equipment, alarm, own)));
}

function overridesOf(written: readonly Json[], equipment: string): JsonMap {
  for (const root of written) {
    const list = valueAt(root, ['equipment']);
    const entry = isJsonList(list) ? list.find((one) => isJsonMap(one) && one.id === equipment) : undefined;
    if (entry === undefined) continue;
    const alarms = valueAt(entry, ['alarms']);
    return isJsonMap(alarms) ? alarms : {};
  }
  return {};
}

function limitOf({ options, loaded }: LimitParts, equipment: string, alarm: TemplateAlarm, all: JsonMap): AlarmLimit {
  const id = `${equipment}.${alarm.name}`;
  const condition = loaded.site.conditions.find((one) => one.id === id);
  const definition = options.conditions.find(({ kind }) => kind === alarm.kind);
  const own = Object.hasOwn(all, alarm.name) ? all[alarm.name] : undefined;
  const point = condition?.watches.what === 'point' ? loaded.site.points[condition.watches.point] : undefined;
  const tag = `${equipment}.${alarm.point}`;
  return {
    ...{ name: alarm.name, condition: id, kind: alarm.kind, title: condition?.title ?? alarm.title },
    tag: point?.tag ?? tag,
    unit: point?.unit ?? loaded.site.points.find((one) => one.tag === tag)?.unit ?? '',
    isEnabled: condition !== undefined,
    priority: condition?.priority ?? alarm.priority,
    onDelay: condition ? durationText(condition.onDelayMs) : alarm.onDelay,
    offDelay: condition ? durationText(condition.offDelayMs) : alarm.offDelay,
    options: numbersOf(condition, alarm),
    optionNames: definition ? numberNames(toJsonSchema(definition.optionsSchema)) : [],
    basis: alarm.basis,
    own: isJsonMap(own) ? own : {},
  };
}

function numbersOf(condition: Condition | undefined, alarm: TemplateAlarm): Record<string, number> {
  const options = Object.entries(Object(condition?.options ?? alarm.options));
  return Object.fromEntries(options.filter((entry): entry is [string, number] => typeof entry[1] === 'number'));
}

function numberNames({ properties = {} }: JsonSchema): string[] {
  const isNumber = (own: unknown): boolean => ['number', 'integer'].includes(Object(own).type);
  return Object.entries(properties).flatMap(([name, own]) => (isNumber(own) ? [name] : []));
}
