import type { OnCallPlan } from '../domain/on-call.ts';
import type { ChannelDefinition } from '../ports/channel.ts';
import type { MistakeList, Path } from './mistakes.ts';
import { checkContacts } from './on-call-contacts.ts';
import { firstGap, type Gap } from './on-call-coverage.ts';
import { EVERYTHING, personOf, policyOf, rotationOf, routeOf, targetOf, teamOf } from './on-call-entries.ts';
import { channelRules, planFromChannels } from './on-call-from-channels.ts';
import { warnOfIdleRoutes } from './on-call-idle-routes.ts';
import { checkOnCallNames } from './on-call-references.ts';
import { type HouseRules, houseRules } from './on-call-roles.ts';
import { checkRotations } from './on-call-rotations.ts';
import type { OnCallSection } from './on-call-schema.ts';
import { within } from './origin.ts';
import type { SiteDraft } from './read-site.ts';
import type { LoadedChannel } from './resolve-channels.ts';

/** What the plan is made from, besides the site file. */
export interface OnCallParts {
  readonly draft: SiteDraft;
  readonly channels: readonly LoadedChannel[];
  readonly definitions: readonly ChannelDefinition[];
  /** Condition kinds, and the ids of the site's conditions as far as they are known. */
  readonly kinds: readonly string[];
  readonly conditions: readonly string[];
}

/** Who is told of what. A site without `onCall` gets the plan of its channels; otherwise somebody must be reached at any time. */
export function resolveOnCall(parts: OnCallParts, mistakes: MistakeList, warnings: MistakeList): OnCallPlan {
  const { draft, channels } = parts;
  const timeZone = draft.file?.site.timeZone ?? 'UTC';
  const section = draft.onCall;
  if (section === undefined) return planFromChannels(timeZone, channels);
  const origin = within(draft.origin, ['onCall']);
  const before = mistakes.count;
  const house = section.roles && houseRules(section, section.roles, channels);
  checkOnCallNames(section, namesOf(parts, section, house), origin, mistakes);
  checkContacts(section, channels, parts.definitions, origin, mistakes);
  checkRotations(section, origin, mistakes);
  warnOfIdleRoutes(section.routes, parts.conditions, within(origin, ['routes']), warnings);
  const plan = planOf(section, house, channels, timeZone);
  if (mistakes.count === before) checkReach(plan, section, draft, mistakes, warnings);
  return plan;
}

function namesOf({ draft, kinds }: OnCallParts, section: OnCallSection, house: HouseRules | undefined) {
  return {
    kinds,
    equipment: draft.idsOf(['equipment']).map(({ value }) => value),
    people: section.people.map(({ id }) => id),
    teams: section.teams.map(({ id }) => id),
    rotations: section.rotations.map(({ id }) => id),
    policies: [...section.policies.map(({ id }) => id), ...(house?.policies ?? []).map(({ id }) => id)],
    // Also of a channel with a mistake of its own.
    channels: draft.idsOf(['notifications', 'channels']).map(({ value }) => value),
  };
}

function planOf(
  section: OnCallSection,
  house: HouseRules | undefined,
  channels: readonly LoadedChannel[],
  timeZone: string,
): OnCallPlan {
  const own = section.policies.map(policyOf);
  const isOwn = (id: string): boolean => own.some((policy) => policy.id === id);
  const beside = channelRules(channels);
  return {
    timeZone,
    people: section.people.map(personOf),
    teams: section.teams.map(teamOf),
    rotations: section.rotations.map((entry) => rotationOf(entry, timeZone)),
    policies: [...own, ...(house?.policies ?? []).filter(({ id }) => !isOwn(id)), ...beside.policies],
    root: {
      match: EVERYTHING,
      policy: section.policy ?? house?.root,
      goesOn: false,
      children: [...beside.routes, ...section.routes.map(routeOf), ...(house?.routes ?? [])],
    },
    siteDuty: (section.siteDuty ?? section.roles?.duty ?? []).map(targetOf),
  };
}

function checkReach(
  plan: OnCallPlan,
  section: OnCallSection,
  draft: SiteDraft,
  mistakes: MistakeList,
  warnings: MistakeList,
): void {
  const at = (path: Path) => draft.origin.locate(['onCall', ...path], 'value');
  const root = plan.policies.find(({ id }) => id === plan.root.policy);
  if (root === undefined) {
    if (plan.people.length === 0) return;
    const message = 'nobody is told of what no route matches';
    mistakes.add(at([]), message, { allowed: 'roles with duty, or policy: the id of a policy' });
    return;
  }
  const gap = firstGap(plan, root.steps);
  if (gap !== undefined) mistakes.add(at(placeOfRoot(section)), `policy ${root.id}: ${gapText(gap)}`);
  for (const [index, { id }] of section.policies.entries()) {
    const policy = plan.policies.find((one) => one.id === id)!;
    const isForPeople = policy.steps.some(({ targets }) => targets.some(({ kind }) => kind !== 'channel'));
    const hole = id === root.id || !isForPeople ? undefined : firstGap(plan, policy.steps);
    if (hole !== undefined) warnings.add(at(['policies', index]), gapText(hole));
  }
}

const gapText = ({ from, to }: Gap): string => `nobody is reached from ${from} to ${to}`;

const placeOfRoot = ({ policy }: OnCallSection): Path => (policy === undefined ? ['roles', 'duty'] : ['policy']);
