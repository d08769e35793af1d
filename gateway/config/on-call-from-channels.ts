import type { EscalationPolicy, OnCallPlan, Route, Target } from '../domain/on-call.ts';
import { EVERYTHING } from './on-call-entries.ts';
import type { LoadedChannel } from './resolve-channels.ts';

/** A policy and a route for each channel that lists priorities: told to it at once, beside whatever else is done. */
export function channelRules(channels: readonly LoadedChannel[]) {
  const told = channels.filter(({ priorities }) => priorities.length > 0);
  const policies = told.map(({ id }): EscalationPolicy => {
    const step = { afterMs: 0, targets: [{ kind: 'channel', channel: id }], via: [], hours: [] } as const;
    const title = { en: `Channel ${id}`, zh: `通道 ${id}` };
    return { id: policyIdOf(id), title, steps: [step], repeat: undefined, digestAt: undefined };
  });
  const routes = told.map(({ id, priorities }): Route => {
    return { match: { ...EVERYTHING, priorities }, policy: policyIdOf(id), goesOn: true, children: [] };
  });
  return { policies, routes };
}

/** No site writes a policy id with a colon. */
const policyIdOf = (channel: string): string => `channel:${channel}`;

/** The plan of a site that says nothing but which priorities go to which channel. Nobody in particular is told. */
export function planFromChannels(timeZone: string, channels: readonly LoadedChannel[]): OnCallPlan {
  const { policies, routes } = channelRules(channels);
  const root: Route = { match: EVERYTHING, policy: undefined, goesOn: false, children: routes };
  return { timeZone, people: [], teams: [], rotations: [], policies, root, siteDuty: dutyChannels(channels) };
}

/** What is wrong with the duty is told like a P2 alarm. */
function dutyChannels(channels: readonly LoadedChannel[]): readonly Target[] {
  const told = channels.filter(({ priorities }) => priorities.includes('P2'));
  return told.map(({ id }) => ({ kind: 'channel', channel: id }));
}
