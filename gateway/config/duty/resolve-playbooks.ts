import { durationMs } from '../../domain/duration.ts';
import {
  type Playbook,
  type PlaybookPlan,
  type PlaybookPost,
  playbookPost,
} from '../../domain/duty/playbooks/playbook-plan.ts';
import type { Target } from '../../domain/on-call.ts';
import type { DutyContext } from '../duty-context.ts';
import { targetOf } from '../on-call-entries.ts';
import { within } from '../origin.ts';
import { checkTarget, namedTargets } from './duty-targets.ts';
import { readPlaybooks } from './playbook-library.ts';
import type { PlaybooksSection } from './playbooks-schema.ts';
import { resolvePlaybook } from './resolve-playbook.ts';

/** The playbooks of a site, with every reference resolved. Without the section: all files, and what the on-call plan names. */
export function resolvePlaybooks(section: PlaybooksSection, context: DutyContext): PlaybookPlan {
  const { site, origin, mistakes } = context;
  const files = readPlaybooks(context);
  const known = files.map(({ value }) => value.playbook);
  const at = within(origin, ['playbooks']);
  for (const [index, name] of (section.use ?? []).entries()) {
    if (!known.includes(name)) mistakes.addUnknown(at.locate(['use', index], 'value'), 'playbook', name, known);
  }
  checkMachines(
    section,
    site.equipment.map((one) => one.id),
    context,
  );
  checkStarts(section, context);
  const used = files.filter(({ value }) => section.use?.includes(value.playbook) ?? true);
  const playbooks = used.map((file) => resolvePlaybook(file, section, context));
  checkNames(section, playbooks, context);
  return { playbooks, posts: postsOf(section, context), nextPostMs: durationMs(section.nextPost) };
}

function checkMachines(section: PlaybooksSection, known: readonly string[], { origin, mistakes }: DutyContext): void {
  for (const part of ['groups', 'subjects'] as const) {
    for (const [name, machines] of Object.entries(section[part])) {
      for (const [index, machine] of machines.entries()) {
        const place = within(origin, ['playbooks', part, name]).locate([index], 'value');
        if (!known.includes(machine)) mistakes.addUnknown(place, 'equipment', machine, known);
      }
    }
  }
}

function checkStarts({ starts }: PlaybooksSection, { site, origin, mistakes }: DutyContext): void {
  const known = {
    equipment: site.equipment.map(({ id }) => id),
    alarms: [...new Set(site.conditions.map(({ id }) => id.slice(id.lastIndexOf('.') + 1)))],
    kinds: [...new Set(site.conditions.map(({ kind }) => kind))],
  };
  for (const [name, entries] of Object.entries(starts)) {
    for (const [index, entry] of entries.entries()) {
      for (const key of ['equipment', 'alarms', 'kinds'] as const) {
        for (const [n, one] of entry[key].entries()) {
          if (known[key].includes(one)) continue;
          const place = within(origin, ['playbooks', 'starts', name, index, key]).locate([n], 'value');
          mistakes.addUnknown(place, key === 'equipment' ? key : key.slice(0, -1), one, known[key]);
        }
      }
    }
  }
}

function checkNames(
  section: PlaybooksSection,
  playbooks: readonly Playbook[],
  { origin, mistakes }: DutyContext,
): void {
  const names = playbooks.map(({ id: name }) => name);
  const steps = playbooks.flatMap(({ id: name, steps: own }) => own.map((step) => `${name}.${step.id}`));
  const at = within(origin, ['playbooks']);
  for (const part of ['subjects', 'starts'] as const) {
    for (const name of Object.keys(section[part])) {
      if (!names.includes(name)) mistakes.addUnknown(at.locate([part, name], 'key'), 'playbook', name, names);
    }
  }
  for (const name of Object.keys(section.limits)) {
    if (!steps.includes(name)) mistakes.addUnknown(at.locate(['limits', name], 'key'), 'step', name, steps);
  }
}

function postsOf({ posts }: PlaybooksSection, context: DutyContext): ReadonlyMap<PlaybookPost, readonly Target[]> {
  const origin = within(context.origin, ['playbooks', 'posts']);
  const found = playbookPost.options.flatMap((post): [PlaybookPost, readonly Target[]][] => {
    const said = posts[post]?.map(targetOf);
    for (const [index, one] of (said ?? []).entries()) checkTarget(one, within(origin, [post, index]), context);
    const targets = said ?? namedTargets(post, context.onCall);
    return targets.length > 0 ? [[post, targets]] : [];
  });
  return new Map(found);
}
