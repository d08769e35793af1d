import { durationMs } from '../domain/duration.ts';
import type { Point } from '../domain/point.ts';
import { rawFor, type WriteRule } from '../domain/write-rule.ts';
import { isMonitorOnly, valuesOf } from './check-writes.ts';
import type { Expansion } from './expansion.ts';
import type { MistakeList, Place } from './mistakes.ts';
import { type Origin, within } from './origin.ts';
import { type Parameters, resolveNumber } from './template-numbers.ts';
import type { TemplatePoint } from './template-schema.ts';

/** The points of one piece of equipment, and what its template's numbers are made from. */
export interface ExpandedPoints {
  readonly points: readonly Point[];
  readonly addresses: readonly unknown[];
  readonly parameters: Parameters;
}

/** The rules of the points that the site lists as writable. Mistakes are added; the result is then not to be used. */
export function expandWrites(expansion: Expansion, expanded: ExpandedPoints, mistakes: MistakeList): WriteRule[] {
  const { entry, loaded, site } = expansion;
  const { writable } = entry.value;
  const list = within(site, [...entry.path, 'writable']);
  if (writable.length > 0 && isMonitorOnly({ ...loaded.template, class: entry.value.class ?? loaded.template.class })) {
    mistakes.add(list.locate([], 'value'), 'this equipment is monitor-only: nothing of it can be set');
    return [];
  }
  return writable.flatMap((name, at) => {
    const place = list.locate([at], 'value');
    if (writable.indexOf(name) !== at) mistakes.add(place, `"${name}" stands here twice`);
    const index = findPoint(expansion, name, place, mistakes);
    return index === undefined ? [] : (expandWrite({ ...expanded, expansion, index, place }, mistakes) ?? []);
  });
}

function findPoint({ loaded }: Expansion, name: string, place: Place, mistakes: MistakeList): number | undefined {
  const { points, template } = loaded.template;
  const index = points.findIndex((point) => point.name === name);
  if (points[index]?.write !== undefined) return index;
  const settable = points.filter((point) => point.write !== undefined).map((point) => point.name);
  if (index < 0) mistakes.addUnknown(place, 'point', name, settable);
  else mistakes.add(place, `"${name}" cannot be set: ${template} gives it no \`write\``, { value: name });
  return undefined;
}

interface OnePoint extends ExpandedPoints {
  readonly expansion: Expansion;
  /** Of the point in its template. */
  readonly index: number;
  /** Where the site lists it. */
  readonly place: Place;
}

function expandWrite(one: OnePoint, mistakes: MistakeList): WriteRule | undefined {
  const { expansion, index, place, points } = one;
  const { loaded } = expansion;
  const written = loaded.template.points[index]!;
  const point = points[index]!;
  const { write } = written;
  if (write === undefined) return undefined;
  const origin = within(loaded.origin, ['points', index, 'write']);
  const range = rangeOf(one, write, origin, mistakes);
  const isState = written.kind === 'boolean' || written.kind === 'enum';
  const rule: WriteRule = {
    point: point.index,
    range,
    step: isState ? 1 : (write.step ?? 10 ** -point.decimals),
    values: isState ? valuesOf(written).filter((value) => value >= range[0] && value <= range[1]) : undefined,
    everyMs: durationMs(write.every),
    role: write.role,
    when: write.when.map(({ point: name, in: values }) => {
      const other = points.find((candidate) => candidate.name === name)!;
      return { point: other.index, tag: other.tag, in: values };
    }),
    verifyWithinMs: durationMs(write.verifyWithin),
    ...{ deadband: point.deadband, scale: point.scale, offset: point.offset },
  };
  const problem = driverProblem(one, rule);
  if (problem !== undefined) mistakes.add(place, `"${point.name}" cannot be set: ${problem}`);
  return rule;
}

/** What the driver has against either end of the range. An address with a mistake has been reported where it stands. */
function driverProblem({ expansion, addresses, index }: OnePoint, rule: WriteRule): string | undefined {
  const { driver, deviceConfig } = expansion;
  if (!driver.writeProblem) return `${driver.kind} cannot write`;
  const address = addresses[index];
  if (address === undefined || !rule.range.every(Number.isFinite)) return undefined;
  const problems = rule.range.map((end) => driver.writeProblem?.(address, deviceConfig, rawFor(rule, end)));
  return problems.find((problem) => problem !== undefined);
}

type Write = NonNullable<TemplatePoint['write']>;

function rangeOf(one: OnePoint, write: Write, origin: Origin, mistakes: MistakeList): readonly [number, number] {
  const own = within(origin, ['range']);
  const place = own.locate([], 'value');
  const low = resolveNumber(write.range[0], one.parameters, own, mistakes);
  const high = resolveNumber(write.range[1], one.parameters, own, mistakes);
  const { range: sensor } = one.points[one.index]!;
  if (low >= high) mistakes.add(place, 'the range ends before it begins');
  if (sensor && (low < sensor[0] || high > sensor[1])) {
    const allowed = `${sensor[0]} to ${sensor[1]}`;
    mistakes.add(place, 'reaches beyond what the point can show', { allowed });
  }
  return [low, high];
}
