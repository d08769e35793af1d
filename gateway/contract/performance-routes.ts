import { z } from 'zod';
import { priority } from '../domain/alarm.ts';
import { instant } from '../domain/instant.ts';
import { localText } from '../domain/text.ts';
import { moment } from './requests.ts';
import type { RouteContract } from './route.ts';

const measure = z
  .object({
    value: z.number().nullable().meta({ description: 'Null when nothing happened that it could be worked out from' }),
    target: z.number(),
    limit: z.number().nullable(),
    verdict: z
      .enum(['good', 'review', 'action', 'none'])
      .meta({ description: 'review: beyond the target; action: beyond the limit' }),
  })
  .meta({ id: 'Measure' });

const named = { title: localText.nullable(), equipment: z.string().nullable() };
const counted = z.array(z.object({ conditionId: z.string(), alarmId: z.string(), ...named, count: z.int() }));
const quieted = z.object({
  shelved: z.int(),
  suppressed: z.int(),
  outOfService: z.int(),
  disabled: z.int(),
  configChanged: z.int(),
});

const delays = z.object({
  priority,
  acknowledged: z.int(),
  waiting: z.int().meta({ description: 'Not acknowledged at the end of the range' }),
  meanMs: z.number().nullable(),
  p90Ms: z.number().nullable(),
});

const standing = z.object({ conditionId: z.string(), alarmId: z.string(), ...named, priority, activeAt: instant });

const opcua = z.object({
  alarmCount: z.int(),
  maximumActiveMs: z.number(),
  maximumUnacknowledgedMs: z.number(),
  currentAlarmRate: z.number(),
  maximumAlarmRate: z.number(),
  averageAlarmRate: z.number(),
  maximumReAlarmCount: z.int(),
});

export const alarmPerformance = z
  .object({
    startsAt: instant,
    endsAt: instant,
    alarms: z.int().meta({ description: 'Annunciations, coming again and becoming worse' }),
    perTenMinutes: measure,
    perHour: measure,
    perDay: measure,
    peakTenMinutes: measure.meta({ description: 'In any ten minutes' }),
    busyShare: measure.meta({ description: 'Of fixed stretches of ten minutes those with more than ten alarms' }),
    floodShare: measure.meta({ description: 'Time in flood: from more than 10 to fewer than 5 in ten minutes' }),
    floods: z.int(),
    longestFloodMs: z.number(),
    topTenShare: measure.meta({ description: 'Share of the ten most frequent conditions' }),
    mostFrequent: counted,
    chatteringConditions: measure.meta({ description: 'Conditions that came three times within a minute' }),
    chattering: counted,
    fleetingEpisodes: measure.meta({ description: 'Over within 10 s, before anybody did anything' }),
    fleeting: counted,
    standingOnWorstDay: measure.meta({ description: 'Active for more than 24 h, on the day when most were' }),
    standing: z.array(standing).meta({ description: 'At the end of the range; at most 50' }),
    byPriority: z.record(priority, z.int()),
    urgentShare: measure,
    highShare: measure,
    acknowledgement: z.array(delays),
    acknowledgedInTimeP1: measure.meta({ description: '90 % were acknowledged within, ms' }),
    acknowledgedInTimeP2: measure.meta({ description: '90 % were acknowledged within, ms' }),
    nuisanceShare: measure.meta({ description: 'Normal again before a person did anything, of those closed' }),
    shelvedTooLong: measure.meta({ description: 'Shelved for more than 24 h' }),
    outOfServiceTooLong: measure.meta({ description: 'Out of service or disabled for more than 30 days' }),
    quieted,
    opcua: opcua.meta({ description: 'As AlarmMetricsType of OPC UA Part 9; rates per ten minutes' }),
    days: z.array(z.object({ at: instant, alarms: z.int(), floodMs: z.number() })),
  })
  .meta({ id: 'AlarmPerformance' });

const performanceRange = z.object({
  from: moment.exactOptional().meta({ description: 'Otherwise 30 days before the end' }),
  to: moment.exactOptional().meta({ description: 'End, not included; otherwise now' }),
});

/** How well the alarms serve the people at the desk. */
export const PERFORMANCE_ROUTES = {
  readAlarmPerformance: {
    group: 'Alarms',
    method: 'GET',
    path: '/api/v1/alarms/performance',
    summary:
      'Rates, floods, chattering, standing and nuisance alarms of a range of at most 92 days, beside their targets',
    access: 'plant:read',
    query: performanceRange,
    status: 200,
    response: alarmPerformance,
    codes: ['REQUEST_TOO_MANY'],
  },
} as const satisfies Readonly<Record<string, RouteContract>>;
