import { done, refused } from '../../domain/errors.ts';
import type { AlarmPerformanceService } from '../../ports/alarm-performance.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Handlers } from '../handler.ts';

const DAY_MS = 86_400_000;
const USUAL_MS = 30 * DAY_MS;
const LONGEST_MS = 92 * DAY_MS;

interface PerformanceServices {
  readonly performance: AlarmPerformanceService;
  readonly clock: Clock;
}

/** Figures about the alarms themselves. */
export function alarmPerformanceRoutes({ performance, clock }: PerformanceServices): Handlers<'readAlarmPerformance'> {
  return {
    readAlarmPerformance: async ({ query }) => {
      const to = query.to ?? Math.floor(clock.nowMs());
      const from = query.from ?? to - USUAL_MS;
      if (from >= to || to - from > LONGEST_MS)
        return refused('REQUEST_INVALID', 'from: before to, and at most 92 days');
      return done(await performance.read(from, to));
    },
  };
}
