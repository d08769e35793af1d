import type { Alarm, Priority } from '../../domain/alarm.ts';
import type { DigestBody, DutyBody } from '../../ports/notice-body.ts';
import type { Notice } from '../../ports/outbox.ts';
import { noticeId } from './notice-id.ts';
import type { Recipient } from './recipients.ts';

/** Which step of which occurrence tells. */
export interface TellingStep {
  readonly alarm: Alarm;
  readonly occurrence: number;
  readonly step: number;
  readonly round: number;
}

/** A message about an alarm for each recipient, ids as ports/outbox.ts has it. */
export function alarmNotices(
  kind: 'alarm' | 'returned',
  { alarm, occurrence, step, round }: TellingStep,
  recipients: readonly Recipient[],
  now: number,
): readonly Notice[] {
  return recipients.map((recipient) => ({
    ...addressed(recipient, [alarm.id, occurrence, step, round], kind),
    ...{ kind, alarmId: alarm.id, occurrence, step, priority: alarm.priority, queuedAt: now, body: null },
  }));
}

/** Says something about the duty itself. `about` tells it from any other; the same is queued once. `notBefore` 0: at once. */
export function dutyNotices(
  body: DutyBody,
  about: readonly (string | number)[],
  recipients: readonly Recipient[],
  when: { readonly now: number; readonly notBefore: number },
): readonly Notice[] {
  return recipients.map((recipient) => {
    const notice = addressed(recipient, [body.code, ...about], 'duty');
    const rest = { alarmId: null, occurrence: 0, step: 0, priority: 'P2', queuedAt: when.now } as const;
    const dueAt = Math.max(notice.dueAt, when.notBefore);
    return { ...notice, ...rest, kind: 'duty', dueAt, body: JSON.stringify(body) };
  });
}

/** Several alarms in one message. */
export function digestNotices(
  body: DigestBody,
  about: readonly (string | number)[],
  recipients: readonly Recipient[],
  { now, priority }: { readonly now: number; readonly priority: Priority },
): readonly Notice[] {
  return recipients.map((recipient) => ({
    ...addressed(recipient, about, 'digest'),
    ...{ kind: 'digest', alarmId: null, occurrence: 0, step: 0, priority, queuedAt: now, body: JSON.stringify(body) },
  }));
}

/** The second address of a person in one channel is another recipient. */
function addressed(recipient: Recipient, about: readonly (string | number)[], kind: Notice['kind']) {
  const { person, channel, address, language, quietUntil, ordinal } = recipient;
  const id = noticeId([...about, ordinal > 0 ? `${person}#${ordinal + 1}` : person, channel, kind]);
  return { id, channel, recipient: person, address, language, dueAt: quietUntil };
}
