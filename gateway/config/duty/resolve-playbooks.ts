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

function checkNames(
  section: PlaybooksSection,
  playbooks: readonly Playbook[],
  { origin, mistakes }: DutyContext,
): void {
  const names = playbooks.map(({ id: name }) => name);
  const steps = playbooks.flatMap(({ id: name, steps: own }) => own.map((step) => `${name}.${step.id}`));
  const at = within(origin, ['playbooks']);
  for (const name of Object.keys(section.subjects)) {
    if (!names.includes(name)) mistakes.addUnknown(at.locate(['subjects', name], 'key'), 'playbook', name, names);
  }
  for (const name of Object.keys(section.limits)) {
    if (!steps.includes(name)) mistakes.addUnknown(at.locate(['limits', name], 'key'), 'step', name, steps);
  }
}

function postsOf({ posts }: PlaybooksSection, context: DutyContext): ReadonlyMap<PlaybookPost, readonly Target[]> {
  const found = playbookPost.options.flatMap((post): [PlaybookPost, readonly Target[]][] => {
    const said = posts[post]?.map(targetOf);
    for (const [index, one] of (said ?? []).entries()) checkTarget(one, [post, index], context);
    const targets = said ?? namedTargets(post, context);
    return targets.length > 0 ? [[post, targets]] : [];
  });
  return new Map(found);
}

function namedTargets(post: PlaybookPost, { onCall }: DutyContext): readonly Target[] {
  const rotation = onCall.rotations.find((one) => one.id === post);
  if (rotation) return [{ kind: 'rotation', rotation: rotation.id }];
  return onCall.teams.some((one) => one.id === post) ? [{ kind: 'team', team: post }] : [];
}

function checkTarget(
  one: Target,
  path: readonly [PlaybookPost, number],
  { onCall, origin, mistakes }: DutyContext,
): void {
  const ids = (list: readonly { readonly id: string }[]): readonly string[] => list.map((entry) => entry.id);
  const uses = {
    person: [one.kind === 'person' ? one.person : '', ids(onCall.people)],
    rotation: [one.kind === 'rotation' ? one.rotation : '', ids(onCall.rotations)],
    team: [one.kind === 'team' ? one.team : '', ids(onCall.teams)],
  } as const;
  // A channel of that name is looked for when it is told.
  if (one.kind === 'channel') return;
  const [name, known] = uses[one.kind];
  const place = within(origin, ['playbooks', 'posts']).locate([...path, one.kind], 'value');
  if (!known.includes(name)) mistakes.addUnknown(place, one.kind, name, known);
}
