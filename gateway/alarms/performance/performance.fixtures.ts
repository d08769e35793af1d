import type { AlarmEvent, Priority } from '../../domain/alarm.ts';
import type { EarlierEpisode } from './episode-tally.ts';
import { PerformanceTally } from './performance-tally.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const FROM = Date.UTC(2026, 0, 5);

let sequence = 0;
export const row = (
  id: string,
  at: number,
  type: AlarmEvent['type'],
  change: Partial<AlarmEvent> = {},
): AlarmEvent => ({
  ...{
    sequence: ++sequence,
    type,
    alarmId: id,
    conditionId: id.split('~')[0]!,
    occurrence: 1,
    level: 0,
    priority: 'P3',
  },
  ...{
    at: FROM + at,
    sourceTime: null,
    isTimeSuspect: false,
    value: null,
    limit: null,
    actor: 'system',
    via: 'system',
  },
  ...{ note: null, reason: null, annunciation: null, ...change },
});
export const announced = (id: string, at: number, priority: Priority = 'P3') =>
  row(id, at, 'annunciated', { annunciation: 'new', priority });
export const begins = (id: string, at: number, priority: Priority = 'P3') => [
  row(id, at, 'activated', { priority }),
  announced(id, at, priority),
];
export const acknowledged = (id: string, at: number) => row(id, at, 'acknowledged', { actor: 'kim', via: 'ui' });

/** The figures of a range from FROM on. */
export function report(rows: readonly AlarmEvent[], length = DAY, earlier: readonly EarlierEpisode[] = []) {
  const tally = new PerformanceTally(FROM, FROM + length, earlier);
  for (const one of rows) tally.next(one);
  return tally.end();
}
