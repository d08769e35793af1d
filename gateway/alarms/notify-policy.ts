import { createHash } from 'node:crypto';
import type { Alarm } from '../domain/alarm.ts';
import type { StepEvent } from '../domain/alarm-step.ts';
import type { Notice } from '../ports/alarm-repository.ts';
import type { NotifyRoute } from '../ports/outbox.ts';

/** A return is told only when the alarm has stayed away this long. */
const RETURNED_AFTER_MS = 60_000;

/** The notices an event makes necessary, one per channel that is to hear of it. */
export function noticesOf(routes: readonly NotifyRoute[], alarm: Alarm, event: StepEvent): Notice[] {
  if (!event.announce) return [];
  const isReturn = event.type === 'returned';
  const kind = isReturn ? 'alarm-returned' : 'alarm-activated';
  return routes
    .filter((route) => route.priorities.includes(alarm.priority) && (route.returned || !isReturn))
    .map(({ channel }) => ({
      id: noticeId(alarm.id, event.occurrence, channel, kind),
      channel,
      kind,
      alarmId: alarm.id,
      occurrence: event.occurrence,
      priority: alarm.priority,
      dueAt: isReturn ? event.at + RETURNED_AFTER_MS : 0,
      queuedAt: event.at,
    }));
}

/** The same for every attempt and every replay, so that each message is queued once and can be recognised by its receiver. */
function noticeId(alarm: string, occurrence: number, channel: string, kind: string): string {
  const key = JSON.stringify([alarm, occurrence, channel, kind]);
  return `msg_${createHash('sha256').update(key).digest('hex').slice(0, 32)}`;
}
