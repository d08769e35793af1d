import { z } from 'zod';
import { instant } from '../../instant.ts';
import { localText } from '../../text.ts';
import type { RecordShape } from '../record.ts';
import { photoHash } from '../rounds/round.ts';

export const meterKind = z.enum(['electricity', 'water', 'gas', 'heat', 'cold']);

/** What telemetry gave for the moment of the run. */
const autoReading = z.object({
  value: z.number().nullable(),
  at: instant.nullable(),
  reason: z.enum(['no-data', 'bad', 'old']).nullable().meta({ description: 'Why there is no value' }),
});
export type AutoReading = z.infer<typeof autoReading>;

/** What a person read off the meter, or, of an estimate, worked out. */
export const handReading = z.object({
  value: z.number(),
  photo: photoHash.nullable(),
  note: z.string().nullable(),
  by: z.string(),
  at: instant,
  receivedAt: instant.meta({ description: 'Later than `at` where the phone was out of reach' }),
});
export type HandReading = z.infer<typeof handReading>;

/** Why a reading or use wants a second look. */
export const meterOddity = z.enum([
  'negative',
  'above-usual',
  'below-usual',
  'stopped',
  'differs-from-meter',
  'counter-doubtful',
]);
export type MeterOddity = z.infer<typeof meterOddity>;

export const meterCheckMark = z.object({
  result: z.enum(['ok', 'bad']),
  by: z.string(),
  at: instant,
  note: z.string(),
});

export const meterLine = z.object({
  meter: z.string(),
  title: localText,
  kind: meterKind,
  unit: z.string(),
  decimals: z.int(),
  serial: z.string(),
  area: z.string(),
  equipment: z.string().nullable(),
  consumer: z.string().nullable(),
  point: z.string().nullable(),
  factor: z.number(),
  rollover: z.number().nullable(),
  parent: z.string().nullable(),
  isPublic: z.boolean(),
  last: z.number().nullable().meta({ description: 'Register at the run before' }),
  lastAt: instant.nullable(),
  usual: z.number().nullable().meta({ description: 'Mean use of the runs before' }),
  previousUse: z.number().nullable(),
  isSample: z.boolean().meta({ description: 'Drawn for a look at the meter itself' }),
  auto: autoReading.nullable(),
  hand: handReading.nullable(),
  estimate: handReading.nullable(),
  how: z.enum(['auto', 'hand', 'estimated']).nullable(),
  reading: z.number().nullable().meta({ description: 'The one that counts' }),
  counted: z.number().nullable().meta({ description: 'Rise of the counter as the historian counts it' }),
  isDoubtful: z.boolean().meta({ description: 'The historian marks part of that rise as suspect' }),
  replaced: z
    .array(z.object({ finalReading: z.number(), startReading: z.number(), at: instant }))
    .meta({ description: 'Declared exchanges of the meter since the last reading' }),
  use: z.number().nullable(),
  odd: z.array(meterOddity),
  reason: z.string().nullable(),
  reasonBy: z.string().nullable(),
  check: meterCheckMark.nullable(),
  corrections: z.array(z.object({ was: handReading, by: z.string(), at: instant })),
});
export type MeterLine = z.infer<typeof meterLine>;

const signature = z.object({ by: z.string(), at: instant, note: z.string() });

/** One reading of all meters, at one moment. */
export const meterRun = z.object({
  period: z.string().meta({ description: 'Local day such as 2026-11-30, with the time of a run between' }),
  reason: z.string().nullable().meta({ description: 'Of a run between' }),
  readingAt: instant,
  previousAt: instant.nullable(),
  oddShare: z.number(),
  tolerance: z.number(),
  loss: z.array(z.number()).length(2),
  share: z.enum(['none', 'by-use']),
  isAutoDone: z.boolean().meta({ description: 'Telemetry has been asked' }),
  lines: z.array(meterLine),
  signed: signature.nullable(),
  approved: signature.nullable(),
  addenda: z.array(signature),
});
export type MeterRun = z.infer<typeof meterRun>;

export const METER_RUN: RecordShape<MeterRun> = { kind: 'meter-run', body: meterRun };
