import type { Outage } from '../../domain/duty/outages/outage.ts';
import type { DutyRecord } from '../../domain/duty/record.ts';
import type { AlarmService } from '../../ports/alarm-service.ts';

/** Maintenance mode lasts eight hours at most; it is put on for one and renewed before it ends. */
const MARK_MS = 3_600_000;
const RENEW_MS = 900_000;

type Desk = Pick<AlarmService, 'desk' | 'maintain'>;

/** Who puts a machine into maintenance mode for an outage. */
export const markerOf = (id: number): string => `outage ${id}`;

/** Keeps the affected machines in maintenance mode, but for those that somebody has put into it for longer. Answers which it has. */
export async function keepMarked(
  alarms: Desk,
  { id, body }: DutyRecord<Outage>,
  now: number,
): Promise<readonly string[]> {
  const modes = new Map(alarms.desk().maintenance.map((mode) => [mode.equipment, mode]));
  const marked: string[] = [];
  for (const { equipment } of body.affected) {
    const mode = modes.get(equipment);
    const isOwn = mode?.by === markerOf(id);
    if (mode && !isOwn) continue;
    marked.push(equipment);
    if (mode && mode.until - now > RENEW_MS) continue;
    const until = now + MARK_MS;
    await alarms.maintain({
      equipment,
      from: mode?.from ?? now,
      until,
      by: markerOf(id),
      reason: body.title,
      workOrder: null,
    });
  }
  return marked;
}

/** Takes out what the outage put in; a mode that a person has taken over since stays. */
export async function endMarks(alarms: Desk, { id, body }: DutyRecord<Outage>, now: number): Promise<void> {
  const modes = new Map(alarms.desk().maintenance.map((mode) => [mode.equipment, mode]));
  for (const equipment of body.marked) {
    const mode = modes.get(equipment);
    if (mode?.by !== markerOf(id)) continue;
    await alarms.maintain({ ...mode, until: now });
  }
}
