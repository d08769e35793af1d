import type { ConditionDefinition } from '../ports/condition.ts';
import type { DriverDefinition } from '../ports/driver.ts';
import { check } from './check.ts';
import { checkCounters } from './check-counters.ts';
import { checkTemplateWrites } from './check-writes.ts';
import type { MistakeList, Place } from './mistakes.ts';
import { type Origin, originOf } from './origin.ts';
import { type Template, type TemplateNumber, type TemplatePoint, templateSchema } from './template-schema.ts';
import { readYaml } from './yaml-source.ts';

/** A template that is right in itself, and where its parts stand. */
export interface LoadedTemplate {
  readonly template: Template;
  readonly origin: Origin;
}

/** The plugins a template may name. */
export interface TemplateNames {
  readonly drivers: readonly DriverDefinition[];
  readonly conditions: readonly ConditionDefinition[];
}

/** `<device id>.comms-lost` is made by the gateway itself for every device. */
export const COMMS_LOST = 'comms-lost';

/** Reads one template and checks all that does not depend on the equipment using it. */
export function readTemplate(
  file: string,
  text: string,
  names: TemplateNames,
  mistakes: MistakeList,
): LoadedTemplate | undefined {
  const before = mistakes.count;
  const source = readYaml(file, text, mistakes);
  if (source === undefined) return undefined;
  const origin = originOf(source);
  const template = check(templateSchema, source.value, origin, mistakes);
  if (template === undefined) return undefined;
  checkName(file, template, origin, mistakes);
  checkPoints(template, origin, mistakes);
  checkCounters(template, origin, mistakes);
  checkTemplateWrites(template, origin, mistakes);
  checkAlarms(template, names, origin, mistakes);
  checkDriver(template, names, origin, mistakes);
  return mistakes.count === before ? { template, origin } : undefined;
}

function checkName(file: string, template: Template, origin: Origin, mistakes: MistakeList): void {
  if (file.endsWith(`/${template.template}.yaml`)) return;
  const value = JSON.stringify(template.template);
  mistakes.add(origin.locate(['template'], 'value'), `${value} is not the name of this file`, { value });
}

function checkDriver(template: Template, names: TemplateNames, origin: Origin, mistakes: MistakeList): void {
  const driver = names.drivers.find((one) => one.kind === template.driver);
  if (driver !== undefined) return;
  const known = names.drivers.map((one) => one.kind);
  mistakes.addUnknown(origin.locate(['driver'], 'value'), 'driver', template.driver, known);
}

function checkPoints(template: Template, origin: Origin, mistakes: MistakeList): void {
  const names = template.points.map((point) => point.name);
  for (const [index, point] of template.points.entries()) {
    const at = (key: keyof TemplatePoint) => origin.locate(['points', index, key], 'value');
    if (names.indexOf(point.name) !== index) mistakes.add(at('name'), `a second point is named "${point.name}"`);
    if (point.kind === 'enum' && point.states === undefined) {
      mistakes.add(at('kind'), 'an enum needs its states', { allowed: 'states: { 0: { en: …, zh: … } }' });
    }
    if (point.rollover !== undefined && point.kind !== 'counter') {
      mistakes.add(at('rollover'), `a ${point.kind} does not roll over`, { allowed: 'only with kind: counter' });
    }
    checkSource(point, at(point.expression === undefined ? 'address' : 'expression'), mistakes);
    for (const key of ['range', 'normal'] as const) {
      if (isReversed(point[key])) mistakes.add(at(key), `the ${key} ends before it begins`);
    }
  }
  for (const [index, name] of template.keyPoints.entries()) {
    if (!names.includes(name)) mistakes.addUnknown(origin.locate(['keyPoints', index], 'value'), 'point', name, names);
  }
}

/** What only means something for a value that is read. */
const READ_ONLY_KEYS = ['address', 'write', 'rollover'] as const;

function checkSource(point: TemplatePoint, place: Place, mistakes: MistakeList): void {
  if (point.expression === undefined) {
    if (point.address === undefined) mistakes.add(place, 'is missing', { allowed: 'an address, or an expression' });
    return;
  }
  const strange = READ_ONLY_KEYS.find((key) => point[key] !== undefined);
  if (strange) mistakes.add(place, `a point that is worked out has no ${strange}`);
  if (point.kind !== 'number' && point.kind !== 'boolean') {
    mistakes.add(place, `a ${point.kind} cannot be worked out`, { allowed: 'kind: number or boolean' });
  }
}

function isReversed(range: readonly [TemplateNumber, TemplateNumber] | undefined): boolean {
  if (range === undefined || typeof range[0] !== 'number' || typeof range[1] !== 'number') return false;
  return range[0] > range[1];
}

function checkAlarms(template: Template, names: TemplateNames, origin: Origin, mistakes: MistakeList): void {
  const points = template.points.map((point) => point.name);
  const kinds = names.conditions.map((condition) => condition.kind).filter((kind) => kind !== COMMS_LOST);
  const alarms = template.alarms.map((alarm) => alarm.name);
  for (const [index, alarm] of template.alarms.entries()) {
    const at = (key: keyof typeof alarm) => origin.locate(['alarms', index, key], 'value');
    if (alarms.indexOf(alarm.name) !== index) mistakes.add(at('name'), `a second alarm is named "${alarm.name}"`);
    if (alarm.name === COMMS_LOST)
      mistakes.add(at('name'), `the gateway itself makes "${COMMS_LOST}" for every device`);
    if (!points.includes(alarm.point)) mistakes.addUnknown(at('point'), 'point', alarm.point, points);
    if (!kinds.includes(alarm.kind)) mistakes.addUnknown(at('kind'), 'condition kind', alarm.kind, kinds);
  }
}
