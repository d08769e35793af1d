import type { MistakeList } from './mistakes.ts';
import { type Origin, within } from './origin.ts';
import type { Template, TemplatePoint } from './template-schema.ts';

/** Kinds of machine whose control belongs to their own safety system. */
const LIFE_SAFETY: ReadonlySet<string> = new Set(['lift']);

/** Nothing of such equipment may ever be set. */
export const isMonitorOnly = ({ monitorOnly, class: kind }: Pick<Template, 'monitorOnly' | 'class'>): boolean =>
  monitorOnly || LIFE_SAFETY.has(kind);

/** What is wrong with the `write` of a template's points, as far as it does not depend on the equipment using it. */
export function checkTemplateWrites(template: Template, origin: Origin, mistakes: MistakeList): void {
  for (const [index, point] of template.points.entries()) {
    if (point.write === undefined) continue;
    const own = within(origin, ['points', index, 'write']);
    if (isMonitorOnly(template))
      mistakes.add(own.locate([], 'value'), 'this equipment is monitor-only: it is never set');
    if (point.kind === 'counter' || point.kind === 'text') {
      mistakes.add(own.locate([], 'value'), `a ${point.kind} cannot be set`, { allowed: 'number, boolean, enum' });
    }
    checkPreconditions(template, point.write.when, own, mistakes);
  }
}

type Preconditions = NonNullable<TemplatePoint['write']>['when'];

function checkPreconditions({ points }: Template, when: Preconditions, own: Origin, mistakes: MistakeList): void {
  const states = points.filter((point) => point.kind === 'boolean' || point.kind === 'enum');
  for (const [index, precondition] of when.entries()) {
    const place = own.locate(['when', index, 'point'], 'value');
    const named = points.find((point) => point.name === precondition.point);
    if (named === undefined || !states.includes(named)) {
      const known = states.map((point) => point.name);
      mistakes.addUnknown(place, named ? 'boolean or enum' : 'point', precondition.point, known);
      continue;
    }
    const values = valuesOf(named);
    for (const [at, value] of precondition.in.entries()) {
      if (values.includes(value)) continue;
      const message = `${value} is no state of ${named.name}`;
      mistakes.add(own.locate(['when', index, 'in', at], 'value'), message, { allowed: values.join(', ') });
    }
  }
}

/** The values a state may take. */
export function valuesOf({ kind, states }: Pick<TemplatePoint, 'kind' | 'states'>): readonly number[] {
  if (kind === 'boolean') return [0, 1];
  return Object.keys(states ?? {}).map(Number);
}
