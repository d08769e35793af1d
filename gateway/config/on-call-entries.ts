import { durationMs } from '../domain/duration.ts';
import type { EscalationPolicy, OnCallPlan, Person, Rotation, Route, Target } from '../domain/on-call.ts';
import type { OnCallSection, PolicyEntry, RotationEntry, RouteEntry, TargetEntry } from './on-call-schema.ts';
import { minutesOf, shiftOf, weekHoursOf } from './week-hours.ts';

/** Until somebody acknowledges: a number that JSON can hold and nobody counts to. */
export const UNTIL_ANSWERED = Number.MAX_SAFE_INTEGER;

/** A matcher that nothing narrows. */
export const EVERYTHING: Route['match'] = {
  ...{ priorities: [], classes: [], systems: [], equipment: [], equipmentClasses: [], kinds: [], conditions: [] },
  hours: [],
};

export const personOf = ({ quiet, ...person }: OnCallSection['people'][number]): Person => ({
  ...person,
  quiet: quiet && { hours: quiet.hours.map(weekHoursOf), includesP2: quiet.includesP2 },
});

export const teamOf = (team: OnCallSection['teams'][number]): OnCallPlan['teams'][number] => team;

/** A rotation; that of a pattern has as members whoever stands in it, in the order of their first shift. */
export function rotationOf(entry: RotationEntry, timeZone: string): Rotation {
  const { id, title, start, handoff, pattern } = entry;
  const common = { id, title, timeZone: entry.timeZone ?? timeZone, start, handoff: minutesOf(handoff) };
  if (pattern === undefined) return { ...common, turn: turnOf(entry.every ?? { weeks: 1 }), members: entry.members };
  const members = [...new Set(pattern.days.flat())].filter((name) => name !== null);
  const days = pattern.days.map((day) => day.map((name) => (name === null ? null : members.indexOf(name))));
  return { ...common, turn: { every: 'pattern', shifts: pattern.shifts.map(shiftOf), days }, members };
}

function turnOf(every: NonNullable<RotationEntry['every']>): Rotation['turn'] {
  if ('days' in every) return { every: 'days', count: every.days };
  if ('weeks' in every) return { every: 'weeks', count: every.weeks };
  return { every: 'hours', count: every.hours };
}

export function targetOf(entry: TargetEntry): Target {
  if ('person' in entry) return { kind: 'person', person: entry.person };
  if ('rotation' in entry) return { kind: 'rotation', rotation: entry.rotation };
  if ('team' in entry) return { kind: 'team', team: entry.team };
  return { kind: 'channel', channel: entry.channel };
}

export function policyOf({ id, title, steps, repeat, digestAt }: PolicyEntry): EscalationPolicy {
  return {
    ...{ id, title },
    steps: steps.map(({ after, tell, via, hours }) => {
      return { afterMs: durationMs(after), targets: tell.map(targetOf), via, hours: hours.map(weekHoursOf) };
    }),
    repeat: repeat && { afterMs: durationMs(repeat.after), times: repeat.times ?? UNTIL_ANSWERED },
    digestAt: digestAt === undefined ? undefined : minutesOf(digestAt),
  };
}

export function routeOf({ match, policy, goesOn, routes = [] }: RouteEntry): Route {
  const children = routes.map(routeOf);
  return { match: { ...match, hours: match.hours.map(weekHoursOf) }, policy, goesOn, children };
}
