import type { WeekHours } from '../../domain/condition.ts';
import type { DutyOverride, OnCallPlan, Rotation } from '../../domain/on-call.ts';
import type { CoverageGap } from '../../ports/on-call-service.ts';
import { dutyTurns } from './duty-turns.ts';
import { common, type Interval, without } from './intervals.ts';
import { weekWindows } from './week-hours.ts';

/**
 * When nobody has a duty between two moments although a policy tells alarms to it then; in order of rotation and time. A rotation
 * that only steps with hours of their own name is needed in those hours; one that nothing names is not needed.
 */
export function coverageGaps(
  plan: OnCallPlan,
  overrides: readonly DutyOverride[],
  from: number,
  to: number,
): readonly CoverageGap[] {
  return plan.rotations.flatMap((rotation) => {
    const turns = dutyTurns(plan, rotation, overrides, from, to);
    const gaps = neededTimes(plan, rotation, { startsAt: from, endsAt: to }).flatMap((time) => without(time, turns));
    return gaps.map((gap) => ({ rotation: rotation.id, title: rotation.title, ...gap }));
  });
}

function neededTimes(plan: OnCallPlan, { id }: Rotation, range: Interval): readonly Interval[] {
  const uses = usesOf(plan, id);
  if (uses.some((hours) => hours.length === 0)) return [range];
  const windows = weekWindows(uses.flat(), plan.timeZone, range.startsAt, range.endsAt);
  return windows.flatMap((window) => common(window, range) ?? []);
}

/** The hours of every step that tells to the rotation; without hours it is always. */
function usesOf({ policies, siteDuty }: OnCallPlan, rotation: string): readonly (readonly WeekHours[])[] {
  const always = { targets: siteDuty, hours: [] };
  return [...policies.flatMap(({ steps }) => steps), always]
    .filter(({ targets }) => targets.some((target) => target.kind === 'rotation' && target.rotation === rotation))
    .map(({ hours }) => hours);
}
