import type { Escalation, EscalationAdvance } from '../../ports/escalation-store.ts';
import type { OutboxRow } from '../../ports/outbox.ts';
import { quietUntil } from '../on-call/quiet-hours.ts';
import { type JoinedPolicy, recallPolicy } from './join-policies.ts';
import { alarmNotices } from './make-notices.ts';
import type { DutyMoment, Recipient } from './recipients.ts';

const TOLD: readonly OutboxRow['state'][] = ['sent', 'delivered', 'bundled', 'leased'];

/**
 * An alarm that has stayed normal for a while: those who were told of it are told so. One that came back without being told
 * again goes on being told where it was. `rows`: the notices of the alarm.
 */
export function decideReturn(duty: DutyMoment, escalation: Escalation, rows: readonly OutboxRow[]): EscalationAdvance {
  const { alarm, occurrence, step, round, policy } = escalation;
  const from = { alarmId: alarm.id, occurrence, fromStep: step, fromRound: round, policy: policy ?? '' };
  if (alarm.state === 'active-unacknowledged') {
    const pause = policy === null ? 0 : pauseBefore(recallPolicy(duty.plan, policy), step);
    return { ...from, next: { step, round, dueAt: duty.at + pause }, notices: [] };
  }
  const isActive = alarm.returnedAt === null && alarm.state !== 'closed';
  const told = isActive ? [] : toldOf(duty, alarm.priority, rows);
  return { ...from, next: null, notices: alarmNotices('returned', escalation, told, duty.at) };
}

const pauseBefore = (policy: JoinedPolicy | undefined, step: number): number => policy?.steps[step]?.afterMs ?? 0;

/** Each address that was told of the alarm, once. Nobody is woken to hear that it is over; the list says so in the morning. */
function toldOf(
  { plan, at }: DutyMoment,
  priority: Escalation['alarm']['priority'],
  rows: readonly OutboxRow[],
): readonly Recipient[] {
  const sleeps = (id: string): boolean => {
    const person = plan.people.find((one) => one.id === id);
    return person !== undefined && quietUntil(person, priority, plan.timeZone, at) > at;
  };
  const told = new Map<string, Recipient>();
  const counts = new Map<string, number>();
  for (const { kind, state, recipient, channel, address, language } of rows) {
    const key = JSON.stringify([recipient, channel, address]);
    if (kind !== 'alarm' || !TOLD.includes(state) || told.has(key) || sleeps(recipient)) continue;
    const way = JSON.stringify([recipient, channel]);
    const ordinal = counts.get(way) ?? 0;
    counts.set(way, ordinal + 1);
    told.set(key, { person: recipient, channel, address, language, quietUntil: 0, ordinal });
  }
  return [...told.values()];
}
