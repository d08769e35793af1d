import type { OnCallPlan, Target } from '../../domain/on-call.ts';
import type { DutyContext } from '../duty-context.ts';
import type { Origin } from '../origin.ts';

/** A rotation or team of that name; empty where the site has neither. */
export function namedTargets(name: string, onCall: Pick<OnCallPlan, 'rotations' | 'teams'>): readonly Target[] {
  const rotation = onCall.rotations.find(({ id }) => id === name);
  if (rotation) return [{ kind: 'rotation', rotation: rotation.id }];
  return onCall.teams.some(({ id }) => id === name) ? [{ kind: 'team', team: name }] : [];
}

export interface TargetContext extends Pick<DutyContext, 'mistakes'> {
  readonly onCall: Pick<OnCallPlan, 'people' | 'rotations' | 'teams'>;
}

/** Adds a mistake where a target of the section names nobody the site knows. `origin` is that of the target. */
export function checkTarget(one: Target, origin: Origin, { onCall, mistakes }: TargetContext): void {
  const ids = (list: readonly { readonly id: string }[]): readonly string[] => list.map((entry) => entry.id);
  const uses = {
    person: [one.kind === 'person' ? one.person : '', ids(onCall.people)],
    rotation: [one.kind === 'rotation' ? one.rotation : '', ids(onCall.rotations)],
    team: [one.kind === 'team' ? one.team : '', ids(onCall.teams)],
  } as const;
  // A channel of that name is looked for when it is told.
  if (one.kind === 'channel') return;
  const [name, known] = uses[one.kind];
  if (!known.includes(name)) mistakes.addUnknown(origin.locate([one.kind], 'value'), one.kind, name, known);
}
