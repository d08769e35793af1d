import { z } from 'zod';
import type { AlarmSettings } from '../domain/alarm-settings.ts';
import { duration, durationMs } from '../domain/duration.ts';
import { chatterRule, orderPolicy, reAlarmRule } from './alarm-schema.ts';
import { weekHours } from './week-hours.ts';

const LEAST_JOURNAL_MS = 365 * 86_400_000;

const reAlarms = z
  .strictObject({
    P1: reAlarmRule.default({ after: '30m' }),
    P2: reAlarmRule.default({ after: '2h', times: 3 }),
    P3: reAlarmRule.default({ after: '8h', times: 3 }),
    P4: reAlarmRule.default('never'),
  })
  .prefault({})
  .meta({ description: 'When an acknowledged alarm that is still active comes again' });

const orders = z
  .strictObject({
    P1: orderPolicy.default('active'),
    P2: orderPolicy.default('active'),
    P3: orderPolicy.default({ activeFor: '15m' }),
    P4: orderPolicy.default({ count: 3, within: '24h' }),
  })
  .prefault({})
  .meta({ description: 'When an alarm opens a work order; comfort never does by itself' });

/** Section `alarms` of the site file: what holds for every alarm that does not say otherwise. */
export const alarmSection = z
  .strictObject({
    hold: z
      .strictObject({ P2: duration.default('5s'), P3: duration.default('30s'), P4: duration.default('60s') })
      .prefault({})
      .meta({
        description: 'How long an alarm is held back from people, in case its cause shows; P1 and safety never',
      }),
    release: z
      .strictObject({
        power: duration.default('2m'),
        cooling: duration.default('10m'),
        communication: duration.default('1m'),
      })
      .prefault({})
      .meta({ description: 'How long after the cause is over its consequences are still not announced' }),
    reAlarm: reAlarms,
    orders,
    longestShelf: z
      .strictObject({
        regulatory: duration.default('1h'),
        equipment: duration.default('8h'),
        comfort: duration.default('24h'),
        energy: duration.default('24h'),
        diagnostic: duration.default('72h'),
      })
      .prefault({})
      .meta({ description: 'How long an alarm may be shelved at once, by class; safety not at all' }),
    chatter: chatterRule.prefault({}).meta({ description: '3 activations in 1m; then off-delay 5m, for 10m' }),
    flood: z
      .strictObject({
        start: z
          .int()
          .min(2)
          .default(10)
          .meta({ description: 'More alarms than that within the window begin a flood' }),
        end: z.int().min(1).default(5).meta({ description: 'Fewer than that end it' }),
        window: duration.default('10m'),
      })
      .refine(({ start, end }) => end <= start, {
        path: ['end'],
        message: 'a flood ends below the number it begins with',
      })
      .prefault({}),
    standingAfter: duration.default('24h').meta({ description: 'Active for longer: on the list of standing alarms' }),
    journalKept: duration
      .refine((text) => durationMs(text) >= LEAST_JOURNAL_MS, 'the journal is kept for at least a year (365d)')
      .default('1827d')
      .meta({ description: 'How long the alarm journal is kept; older days go as a whole' }),
    occupied: z
      .array(weekHours)
      .min(1)
      .default(['mon-fri 07:30-18:30'])
      .meta({ description: 'When people are in the building: comfort alarms are announced then' }),
  })
  .prefault({});
export type AlarmSection = z.infer<typeof alarmSection>;

/** The part of it that the alarm engine works with; the rest is in the conditions. */
export function alarmSettingsOf({ flood, standingAfter, journalKept }: AlarmSection): AlarmSettings {
  const { start, end, window } = flood;
  return {
    flood: { start, end, windowMs: durationMs(window) },
    standingAfterMs: durationMs(standingAfter),
    journalKeptMs: durationMs(journalKept),
  };
}
