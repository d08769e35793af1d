import type { z } from 'zod';
import type { LoadedSite } from '../../gateway/config/load.ts';
import {
  EVERYTHING,
  personOf,
  policyOf,
  rotationOf,
  routeOf,
  targetOf,
  teamOf,
} from '../../gateway/config/on-call-entries.ts';
import { houseRules } from '../../gateway/config/on-call-roles.ts';
import { onCallSection } from '../../gateway/config/on-call-schema.ts';
import type { OnCallPlan } from '../../gateway/domain/on-call.ts';
import { exampleOnCallPlan } from './builders.ts';

/** Everything once, at once, to one channel. */
export function toldOnceBy(channel: string): OnCallPlan {
  const targets = [{ kind: 'channel', channel }] as const;
  const { policies, ...rest } = exampleOnCallPlan();
  const steps = [{ afterMs: 0, targets, via: [], hours: [] }];
  return { ...rest, policies: policies.map((policy) => ({ ...policy, steps })), siteDuty: targets };
}

/** The plan that a site file with this section has; with roles, the policies of the house. */
export function dutyPlan(
  written: z.input<typeof onCallSection>,
  channels: LoadedSite['channels'],
  timeZone: string,
): OnCallPlan {
  const section = onCallSection.parse(written);
  const house = section.roles && houseRules(section, section.roles, channels);
  return {
    timeZone,
    people: section.people.map(personOf),
    teams: section.teams.map(teamOf),
    rotations: section.rotations.map((rotation) => rotationOf(rotation, timeZone)),
    policies: [...section.policies.map(policyOf), ...(house?.policies ?? [])],
    root: {
      ...{ match: EVERYTHING, policy: section.policy ?? house?.root, goesOn: false },
      children: [...section.routes.map(routeOf), ...(house?.routes ?? [])],
    },
    siteDuty: (section.siteDuty ?? section.roles?.duty ?? []).map(targetOf),
  };
}
