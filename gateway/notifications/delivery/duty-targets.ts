import type { OnCallPlan } from '../../domain/on-call.ts';
import type { DutyStore } from '../../ports/duty-store.ts';
import { type Recipient, resolveSiteDuty } from '../escalation/recipients.ts';
import { countingOverrides } from '../on-call/counting-overrides.ts';
import type { DutyTarget } from './duty-desk.ts';

/** Who is told of what concerns the duty itself: the site's duty contact at that moment. Channels that are gone are left out. */
export function createDutyTargets(
  plan: OnCallPlan,
  duty: Pick<DutyStore, 'overrides'>,
  channels: ReadonlySet<string>,
): (at: number) => Promise<readonly DutyTarget[]> {
  return async (at) => {
    const overrides = countingOverrides(await duty.overrides(at, at + 1));
    const recipients = resolveSiteDuty({ plan, overrides, at }, 'P2').filter(({ channel }) => channels.has(channel));
    const groups = Map.groupBy(recipients, (one) => (one.person === '' ? `group ${one.channel}` : one.person));
    return [...groups.values()].map(targetOf);
  };
}

function targetOf(recipients: readonly Recipient[]): DutyTarget {
  const { person, language } = recipients[0]!;
  return {
    ...{ recipient: person, language },
    contacts: recipients.map(({ channel, address }) => ({ channel, address })),
  };
}
