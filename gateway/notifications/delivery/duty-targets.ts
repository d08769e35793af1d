import type { OnCallPlan, Target } from '../../domain/on-call.ts';
import type { DutyStore } from '../../ports/duty-store.ts';
import { type DutyMoment, type Recipient, resolveSiteDuty, resolveTargets } from '../escalation/recipients.ts';
import { countingOverrides } from '../on-call/counting-overrides.ts';
import type { DutyTarget } from './duty-desk.ts';

/** Who is told of what concerns the duty itself: the site's duty contact at that moment. Channels that are gone are left out. */
export function createDutyTargets(
  plan: OnCallPlan,
  duty: Pick<DutyStore, 'overrides'>,
  channels: ReadonlySet<string>,
): (at: number, to?: readonly Target[]) => Promise<readonly DutyTarget[]> {
  return async (at, to = []) => {
    const overrides = countingOverrides(await duty.overrides(at, at + 1));
    const recipients = recipientsOf({ plan, overrides, at }, to).filter(({ channel }) => channels.has(channel));
    const groups = Map.groupBy(recipients, (one) => (one.person === '' ? `group ${one.channel}` : one.person));
    return [...groups.values()].map(targetOf);
  };
}

/** Those who are meant; the site's duty contact where nobody is, or none of them can be reached. */
function recipientsOf(duty: DutyMoment, to: readonly Target[]): readonly Recipient[] {
  const meant = to.length === 0 ? [] : resolveTargets(duty, to, { priority: 'P2', via: [] }).recipients;
  return meant.length > 0 ? meant : resolveSiteDuty(duty, 'P2');
}

function targetOf(recipients: readonly Recipient[]): DutyTarget {
  const { person, language } = recipients[0]!;
  return {
    ...{ recipient: person, language },
    contacts: recipients.map(({ channel, address }) => ({ channel, address })),
  };
}
