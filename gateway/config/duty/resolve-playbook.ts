import { durationMs } from '../../domain/duration.ts';
import type { Playbook, PlaybookStep, SeenBy } from '../../domain/duty/playbooks/playbook-plan.ts';
import { equipmentClass } from '../../domain/equipment.ts';
import type { Site } from '../../domain/site.ts';
import { type ExpressionScope, scopesOf } from '../../ports/expression.ts';
import type { DutyContext } from '../duty-context.ts';
import type { Path } from '../mistakes.ts';
import type { PlaybookFile, SeenByEntry, StepEntry } from './playbook-file.ts';
import type { ReadPlaybook } from './playbook-library.ts';
import type { PlaybooksSection } from './playbooks-schema.ts';

/** Seen through the site: which machines a step is seen on, and its limits there. Mistakes are added where they stand. */
export function resolvePlaybook(file: ReadPlaybook, section: PlaybooksSection, context: DutyContext): Playbook {
  const { value } = file;
  const { playbook: id, version, title, about, scope, never } = value;
  checkOrder(file, context);
  return {
    ...{ id, version, title, about, scope, never, drillEveryDays: value.drillEvery ?? null },
    starts: startsOf(value, section),
    steps: value.steps.map((_step, index) => stepOf(file, index, section, context)),
  };
}

/** What the file names, of the machines the site allows, and what the site adds. */
const startsOf = ({ playbook, start }: PlaybookFile, { subjects, starts }: PlaybooksSection): Playbook['starts'] => [
  ...start.map((one) => ({ ...one, equipment: subjects[playbook] ?? [] })),
  ...(starts[playbook] ?? []),
];

function checkOrder({ value, origin }: ReadPlaybook, { mistakes }: DutyContext): void {
  for (const [index, step] of value.steps.entries()) {
    const before = value.steps.slice(0, index).map(({ id }) => id);
    if (before.includes(step.id)) {
      mistakes.add(origin.locate(['steps', index, 'id'], 'value'), `there are two steps ${step.id}`);
    }
    // A step stands below those it waits for, so that it cannot wait for itself.
    for (const [n, name] of (step.after ?? []).entries()) {
      if (before.includes(name)) continue;
      mistakes.addUnknown(origin.locate(['steps', index, 'after', n], 'value'), 'step above', name, before);
    }
  }
}

function stepOf(file: ReadPlaybook, index: number, section: PlaybooksSection, context: DutyContext): PlaybookStep {
  const { steps, playbook } = file.value;
  const entry = steps[index]!;
  const { id, post, title, text, evidence, from, late } = entry;
  const before = index === 0 ? [] : [steps[index - 1]!.id];
  const limit = section.limits[`${playbook}.${id}`] ?? entry.limit;
  return {
    ...{ id, post, title, text: text ?? null, evidence, limitFrom: from, isOptional: entry.optional, lateTo: late },
    after: entry.after ?? before,
    limitMs: limit === undefined ? null : durationMs(limit),
    seenBy: seenByOf(entry, { file, section, context, path: ['steps', index, 'seenBy'] }),
  };
}

interface Finding {
  readonly file: ReadPlaybook;
  readonly section: PlaybooksSection;
  readonly context: DutyContext;
  readonly path: Path;
}

/** Null where this site has nothing that would show it: then a person confirms. */
function seenByOf({ seenBy }: StepEntry, finding: Finding): PlaybookStep['seenBy'] {
  if (seenBy === undefined || seenBy === 'alarm') return seenBy ?? null;
  const quantity = 'any' in seenBy ? 'any' : 'all';
  const group = 'any' in seenBy ? seenBy.any : seenBy.all;
  const machines = machinesOf(group, [...finding.path, quantity], finding);
  const conditions = conditionsOf(seenBy, machines, finding);
  if (conditions.length === 0) return null;
  return { among: group === 'subject' ? 'subject' : 'these', quantity, conditions };
}

function machinesOf(group: string, path: Path, { file, section, context }: Finding): readonly string[] {
  const { site, mistakes } = context;
  const said = section.groups[group];
  if (said) return said;
  if (group === 'incomer') return incomersOf(context);
  if (group === 'subject') return subjectsOf(startsOf(file.value, section), context);
  const asClass = equipmentClass.safeParse(group);
  if (asClass.success) return site.equipment.filter((one) => one.class === asClass.data).map(({ id }) => id);
  const known = ['subject', 'incomer', ...Object.keys(section.groups), ...equipmentClass.options];
  mistakes.addUnknown(file.origin.locate(path, 'value'), 'group of equipment', group, known);
  return [];
}

/** The meters whose energy is the whole of the site. */
function incomersOf({ site }: DutyContext): readonly string[] {
  const tags = new Set(site.energy.total?.meters ?? []);
  return [...new Set(site.points.filter(({ tag }) => tags.has(tag)).map(({ equipment }) => equipment))];
}

/** What the event can be about: machines whose alarms may begin it. */
function subjectsOf(starts: Playbook['starts'], { site }: DutyContext): readonly string[] {
  const allows = <T>(allowed: readonly T[], one: T): boolean => allowed.length === 0 || allowed.includes(one);
  const may = (one: Site['equipment'][number]): boolean =>
    starts.some(
      ({ equipmentClasses, systems, equipment }) =>
        allows(equipmentClasses, one.class) && allows(systems, one.system) && allows(equipment, one.id),
    );
  return site.equipment.filter((one) => starts.length === 0 || may(one)).map(({ id }) => id);
}

function conditionsOf(
  { expr }: Exclude<SeenByEntry, 'alarm'>,
  machines: readonly string[],
  finding: Finding,
): SeenBy['conditions'] {
  const scopeOf = scopesOf(finding.context.site.points);
  const texts = typeof expr === 'string' ? [expr] : expr;
  return machines.flatMap((equipment) => {
    const text = texts.find((one) => isFor(one, scopeOf(equipment), finding));
    return text === undefined ? [] : [{ equipment, text }];
  });
}

/** Whether a machine has the points; anything else that is wrong with the expression is a mistake. */
function isFor(text: string, scope: ExpressionScope, { file, context, path }: Finding): boolean {
  const compiled = context.expressions.compile(text, scope);
  const place = file.origin.locate([...path, 'expr'], 'value');
  if (!compiled.ok) {
    const isPointMissing = /point|tag/.test(compiled.name?.kind ?? '');
    if (!isPointMissing) context.mistakes.add(place, compiled.reason || `unknown ${compiled.found}`);
    return false;
  }
  const { result, windows } = compiled.expression;
  if (result === 'boolean' && windows.length === 0) return true;
  context.mistakes.add(place, windows.length > 0 ? 'looks at the past' : 'is not yes or no', {
    allowed: 'a condition on present values',
  });
  return false;
}
