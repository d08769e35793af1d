import type { DutyOverride, OnCallPlan, Rotation } from '../../domain/on-call.ts';
import type { DutyTurn } from '../../ports/on-call-service.ts';
import { common, holds, type Interval, without } from './intervals.ts';
import { rotationTurns } from './rotation-turns.ts';

/** A stretch of duty without the name. */
type Stretch = Omit<DutyTurn, 'name'>;

/**
 * Who has the duty of a rotation between two moments: its turns, then each override on what the ones before it left. Stretches that
 * meet the range, in order of their beginning. `overrides` of other rotations do not count.
 */
export function dutyTurns(
  plan: OnCallPlan,
  rotation: Rotation,
  overrides: readonly DutyOverride[],
  from: number,
  to: number,
): readonly DutyTurn[] {
  const { id } = rotation;
  const names = new Map(plan.people.map((person) => [person.id, person.name]));
  const base = rotationTurns(rotation, from, to).map(
    (turn): Stretch => ({ rotation: id, ...turn, because: 'turn', override: null }),
  );
  const own = overrides.filter((one) => one.rotation === id).sort((a, b) => a.id - b.id);
  return own
    .reduce((stretches, override) => apply(plan, stretches, override), base)
    .filter(({ startsAt, endsAt }) => startsAt < to && endsAt > from)
    .sort((a, b) => a.startsAt - b.startsAt || a.endsAt - b.endsAt)
    .map((stretch) => ({ ...stretch, name: names.get(stretch.person) ?? stretch.person }));
}

/** Ids of those who have the duty of a rotation at a moment, without repetition. */
export function onDutyAt(
  plan: OnCallPlan,
  rotation: Rotation,
  overrides: readonly DutyOverride[],
  at: number,
): readonly string[] {
  const turns = dutyTurns(plan, rotation, overrides, at, at + 1).filter((turn) => holds(turn, at));
  return [...new Set(turns.map(({ person }) => person))];
}

const rangeOf = ({ from, to }: DutyOverride): Interval => ({ startsAt: from, endsAt: to });

function apply(plan: OnCallPlan, stretches: readonly Stretch[], override: DutyOverride): Stretch[] {
  const range = rangeOf(override);
  const entry = { rotation: override.rotation, because: 'override', override: override.id } as const;
  const comesIn = (where: Interval): Stretch[] =>
    override.person === null ? [] : [{ ...entry, ...where, person: override.person }];
  if (override.kind === 'add') return [...stretches, ...comesIn(range)];
  const left = stretches.flatMap((stretch) => outside(stretch, override, range));
  const taken = stretches.flatMap((stretch) => inside(stretch, override, range));
  if (override.kind === 'remove') return [...left, ...taken.flatMap((one) => deputise(plan, left, one, override))];
  // In place of whoever it is: also where it was nobody.
  const places = override.instead === null ? [range] : taken;
  return [...left, ...places.flatMap(({ startsAt, endsAt }) => comesIn({ startsAt, endsAt }))];
}

const isMeant = ({ person }: Stretch, { instead }: DutyOverride): boolean => instead === null || instead === person;

function outside(stretch: Stretch, override: DutyOverride, range: Interval): readonly Stretch[] {
  if (!isMeant(stretch, override)) return [stretch];
  return without(stretch, [range]).map((rest) => ({ ...stretch, ...rest }));
}

function inside(stretch: Stretch, override: DutyOverride, range: Interval): readonly Stretch[] {
  const part = isMeant(stretch, override) ? common(stretch, range) : undefined;
  return part ? [{ ...stretch, ...part }] : [];
}

/** The first deputy of a team of somebody who was taken out, who does not have this duty at that time already. */
function deputise(
  plan: OnCallPlan,
  others: readonly Stretch[],
  gone: Stretch,
  override: DutyOverride,
): readonly Stretch[] {
  const busy = new Set(others.filter((one) => common(one, gone)).map(({ person }) => person));
  const deputies = plan.teams.filter(({ members }) => members.includes(gone.person)).flatMap((team) => team.deputies);
  const person = deputies.find((deputy) => deputy !== gone.person && !busy.has(deputy));
  return person === undefined ? [] : [{ ...gone, person, because: 'deputy', override: override.id }];
}
