import type { MistakeList, Path } from './mistakes.ts';
import type { OnCallSection, RouteEntry, TargetEntry } from './on-call-schema.ts';
import type { Origin } from './origin.ts';

/** The names that an entry of `onCall` may use. */
export interface OnCallNames {
  readonly people: readonly string[];
  readonly teams: readonly string[];
  readonly rotations: readonly string[];
  readonly policies: readonly string[];
  readonly channels: readonly string[];
  readonly equipment: readonly string[];
  /** Condition kinds. */
  readonly kinds: readonly string[];
}

/** A name as it is used somewhere, and what it should be the name of. */
interface Use {
  readonly path: Path;
  readonly what: string;
  readonly name: string;
  readonly known: readonly string[];
}

/** Everything in the section that names a person, team, rotation, policy or channel that there is not. Paths are relative to the section. */
export function checkOnCallNames(
  section: OnCallSection,
  names: OnCallNames,
  origin: Origin,
  mistakes: MistakeList,
): void {
  for (const { path, what, name, known } of usesOf(section, names)) {
    if (!known.includes(name)) mistakes.addUnknown(origin.locate(path, 'value'), what, name, known);
  }
}

/** Who is told by something: each must have a way to be told. */
export function peopleToldBy(section: OnCallSection): ReadonlySet<string> {
  const { teams, rotations, roles, policies, siteDuty = [] } = section;
  const told = policies.flatMap(({ steps }) => steps.flatMap(({ tell }) => tell));
  const targets = [...Object.values(roles ?? {}).flat(), ...told, ...siteDuty];
  return new Set([
    ...teams.flatMap(({ members, deputies }) => [...members, ...deputies]),
    ...rotations.flatMap(({ members }) => members),
    ...rotations.flatMap(({ pattern }) => pattern?.days.flat() ?? []).filter((name) => name !== null),
    ...targets.flatMap((one) => ('person' in one ? one.person : [])),
  ]);
}

function usesOf(section: OnCallSection, names: OnCallNames): Use[] {
  const { people, teams, rotations, roles, policies, routes, policy, siteDuty = [] } = section;
  return [
    ...people.flatMap(({ contacts }, at) =>
      contacts.map(({ channel }, n): Use => {
        return {
          path: ['people', at, 'contacts', n, 'channel'],
          what: 'channel',
          name: channel,
          known: names.channels,
        };
      }),
    ),
    ...teams.flatMap(({ members, deputies }, at) => [
      ...members.map((name, n) => person(['teams', at, 'members', n], name, names)),
      ...deputies.map((name, n) => person(['teams', at, 'deputies', n], name, names)),
    ]),
    ...rotations.flatMap(({ members, pattern }, at) => [
      ...members.map((name, n) => person(['rotations', at, 'members', n], name, names)),
      ...(pattern?.days ?? []).flatMap((day, n) =>
        day.flatMap((name, shift) =>
          name === null ? [] : person(['rotations', at, 'pattern', 'days', n, shift], name, names),
        ),
      ),
    ]),
    ...Object.entries(roles ?? {}).flatMap(([role, targets]) => targetsAt(['roles', role], targets, names)),
    ...policies.flatMap(({ steps }, at) =>
      steps.flatMap(({ tell, via }, n) => [
        ...targetsAt(['policies', at, 'steps', n, 'tell'], tell, names),
        ...via.map((name, i) => ({
          path: ['policies', at, 'steps', n, 'via', i],
          what: 'channel',
          name,
          known: names.channels,
        })),
      ]),
    ),
    ...targetsAt(['siteDuty'], siteDuty, names),
    ...routesAt(['routes'], routes, names),
    ...(policy === undefined ? [] : [{ path: ['policy'], what: 'policy', name: policy, known: names.policies }]),
  ];
}

const person = (path: Path, name: string, { people }: OnCallNames): Use => ({
  path,
  what: 'person',
  name,
  known: people,
});

function targetsAt(path: Path, targets: readonly TargetEntry[], names: OnCallNames): Use[] {
  return targets.map((one, at) => {
    if ('person' in one) return person([...path, at, 'person'], one.person, names);
    if ('team' in one) return { path: [...path, at, 'team'], what: 'team', name: one.team, known: names.teams };
    if ('channel' in one)
      return { path: [...path, at, 'channel'], what: 'channel', name: one.channel, known: names.channels };
    return { path: [...path, at, 'rotation'], what: 'rotation', name: one.rotation, known: names.rotations };
  });
}

function routesAt(path: Path, routes: readonly RouteEntry[], names: OnCallNames): Use[] {
  return routes.flatMap(({ match, policy, routes: inside = [] }, at) => [
    ...match.equipment.map((name, n): Use => {
      return { path: [...path, at, 'match', 'equipment', n], what: 'equipment', name, known: names.equipment };
    }),
    ...match.kinds.map((name, n): Use => {
      return { path: [...path, at, 'match', 'kinds', n], what: 'condition kind', name, known: names.kinds };
    }),
    ...(policy === undefined
      ? []
      : [{ path: [...path, at, 'policy'], what: 'policy', name: policy, known: names.policies }]),
    ...routesAt([...path, at, 'routes'], inside, names),
  ]);
}
