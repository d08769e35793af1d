import type { Alarm, AlarmEvent } from '../../domain/alarm.ts';
import { PlantroomError } from '../../domain/errors.ts';
import type { AlarmPerformance, AlarmPerformanceService } from '../../ports/alarm-performance.ts';
import type { AlarmRepository, JournalQuery } from '../../ports/alarm-repository.ts';
import { PERFORMANCE_TYPES, QUIET_TYPES } from './counted.ts';
import type { EarlierEpisode } from './episode-tally.ts';
import { PerformanceTally, type UntitledPerformance } from './performance-tally.ts';

/** Rows in memory at one time. */
const PAGE = 2_000;
/** Reports asked for while one is being worked out; they wait for their turn. */
const MAX_WAITING = 8;

/** Figures about the alarms from their journal, one report after the other, so that the store has time for alarms. */
export function createAlarmPerformance(repository: AlarmRepository): AlarmPerformanceService {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  return {
    read(from, to) {
      if (waiting >= MAX_WAITING) return Promise.reject(new PlantroomError('REQUEST_TOO_MANY'));
      waiting++;
      const report = last.then(() => compute(repository, from, to)).finally(() => waiting--);
      last = report.catch(() => {});
      return report;
    },
  };
}

async function compute(repository: AlarmRepository, from: number, to: number): Promise<AlarmPerformance> {
  const earlier = await repository.openAt(from);
  const tally = new PerformanceTally(
    from,
    to,
    earlier.flatMap((alarm) => earlierOf(alarm, from)),
  );
  for await (const row of rowsOf(repository, { to: from, types: QUIET_TYPES })) tally.before(row);
  for await (const row of rowsOf(repository, { from, to, types: PERFORMANCE_TYPES })) tally.next(row);
  return withTitles(repository, tally.end());
}

/** Active since before the range, as far as its latest form tells. */
function earlierOf(alarm: Alarm, from: number): readonly EarlierEpisode[] {
  const { id, conditionId, priority, activeAt, returnedAt } = alarm;
  if (activeAt >= from || (returnedAt !== null && returnedAt < from)) return [];
  const isBefore = (at: number | null): boolean => at !== null && at < from;
  return [
    {
      ...{ alarmId: id, conditionId, priority, activeAt },
      ...{ isAnnunciated: isBefore(alarm.annunciatedAt), isActedOn: isBefore(alarm.acknowledgedAt) },
    },
  ];
}

async function* rowsOf(
  repository: AlarmRepository,
  query: Omit<JournalQuery, 'after' | 'limit'>,
): AsyncGenerator<AlarmEvent> {
  let page = await repository.journal({ ...query, limit: PAGE });
  while (page.length > 0) {
    yield* page;
    const after = page.at(-1)!.sequence;
    if (page.length < PAGE) return;
    page = await repository.journal({ ...query, after, limit: PAGE });
  }
}

async function withTitles(repository: AlarmRepository, figures: UntitledPerformance): Promise<AlarmPerformance> {
  const { mostFrequent, chattering, fleeting, standing } = figures;
  const listed = [...mostFrequent, ...chattering, ...fleeting, ...standing];
  const alarms = new Map<string, Alarm | undefined>();
  for (const { alarmId } of listed) if (!alarms.has(alarmId)) alarms.set(alarmId, await repository.get(alarmId));
  const titled = <T extends { readonly alarmId: string }>(list: readonly T[]) =>
    list.map((one) => {
      const alarm = alarms.get(one.alarmId);
      return { ...one, title: alarm?.title ?? null, equipment: alarm?.equipment ?? null };
    });
  return {
    ...figures,
    ...{ mostFrequent: titled(mostFrequent), chattering: titled(chattering), fleeting: titled(fleeting) },
    standing: titled(standing),
  };
}
