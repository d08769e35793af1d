import { z } from 'zod';
import type { AlarmEvent } from '../../domain/alarm.ts';
import type { RecordKind } from '../../domain/duty/record.ts';
import type { ShiftRecord } from '../../domain/duty/shifts/shift-steps.ts';
import type { ShiftNews } from '../../ports/shift-service.ts';
import type { ShiftParts } from './shift-parts.ts';

const DAY_MS = 86_400_000;
/** Events looked at; a shift with more of them is told "so many and more" by the count reaching it. */
const MOST_EVENTS = 5000;
const MOST_ORDERS = 1000;
const MISSED_KINDS: readonly RecordKind[] = ['log-sheet', 'round', 'test-run', 'timed-start', 'maintenance-task'];

/** When somebody was last responsible: the end of the last shift he was planned for or came to. */
export function lastShiftEnd(records: readonly ShiftRecord[], person: string, now: number): number | null {
  const ends = records
    .filter(({ body }) => body.endsAt <= now && isOf(body, person))
    .map(({ body }) => body.handover?.incoming?.at ?? body.endsAt);
  return ends.length === 0 ? null : Math.min(now, Math.max(...ends));
}

const isOf = ({ people, presence }: ShiftRecord['body'], person: string): boolean =>
  people.some((one) => one.person === person) || presence.some((one) => one.person === person);

/** Counts what has changed since then. */
export async function newsSince(parts: ShiftParts, person: string): Promise<ShiftNews> {
  const { alarms, orders, plan } = parts.options;
  const now = parts.now();
  const records = await Promise.all(plan.trades.map(({ id }) => parts.historyOf(id)));
  const lastShiftEndedAt = lastShiftEnd(records.flat(), person, now);
  const since = lastShiftEndedAt ?? now - DAY_MS;
  const types = ['annunciated', 'shelved'];
  const events = await alarms.journal({ from: since, to: now, types, limit: MOST_EVENTS });
  const all = await orders.list({ state: 'all', limit: MOST_ORDERS });
  return {
    ...{ lastShiftEndedAt, since },
    ...countEvents(events),
    orders: all.filter(({ openedAt }) => openedAt >= since).length,
    ordersDone: all.filter(({ doneAt }) => doneAt !== null && doneAt >= since).length,
    missed: await countMissed(parts, since),
  };
}

function countEvents(events: readonly AlarmEvent[]): Pick<ShiftNews, 'alarms' | 'urgentAlarms' | 'shelved'> {
  const told = events.filter(({ type }) => type === 'annunciated');
  return {
    alarms: told.length,
    urgentAlarms: told.filter(({ priority }) => priority === 'P1').length,
    shelved: events.filter(({ type }) => type === 'shelved').length,
  };
}

async function countMissed({ options }: ShiftParts, since: number): Promise<number> {
  const lists = await Promise.all(
    MISSED_KINDS.map((kind) =>
      options.book
        .of({ kind, body: z.unknown() })
        .list({ states: ['missed'], from: since - DAY_MS, limit: MOST_ORDERS }),
    ),
  );
  return lists.flat().filter(({ closedAt }) => closedAt !== null && closedAt >= since).length;
}
