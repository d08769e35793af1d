import { z } from 'zod';
import { instant } from '../../instant.ts';
import { type RecordShape, recordVia } from '../record.ts';
import { sheetForm } from './sheet-form.ts';

/** Why a cell of telemetry is empty. A cell never repeats an old value and is never 0 for want of one. */
export const emptyReason = z.enum([
  'no-data',
  'too-old',
  'device-offline',
  'bad-value',
  'under-repair',
  'gateway-off',
  'no-answer',
]);
export type EmptyReason = z.infer<typeof emptyReason>;

/** What telemetry, or arithmetic on other cells, says. */
export const autoValue = z.object({
  value: z.number().nullable(),
  reason: emptyReason.nullable(),
  /** Of the sample; of a derived value none. */
  sourceAt: instant.nullable(),
  uncertain: z.boolean().default(false),
  /** Since the slot before, on demand. */
  spread: z.object({ min: z.number(), max: z.number(), mean: z.number() }).nullable().default(null),
  /** Of a difference: the reading it goes back to, when that is not the slot before. */
  spansSince: instant.nullable().default(null),
  /** The meter was exchanged since: the last reading of the old one and the first of the new one. */
  exchange: z.object({ final: z.number(), start: z.number() }).nullable().default(null),
});
export type AutoValue = z.infer<typeof autoValue>;

/** Checks are `ok`, `fault` or `none` (√ × ○); a choice is its id, a photo its hash, a time HH:MM. */
export const handEntry = z.union([z.number(), z.string().max(500)]);
export type HandEntry = z.infer<typeof handEntry>;

/** What a person has entered. */
export const handValue = z.object({
  value: handEntry,
  by: z.string(),
  at: instant,
  via: recordVia,
  isLate: z.boolean(),
  /** Sent later by a phone that was out of reach. */
  deviceAt: instant.nullable().default(null),
});
export type HandValue = z.infer<typeof handValue>;

/** A value that was struck through, with who did it and why. */
const formerValue = z.object({
  value: handEntry.nullable(),
  by: z.string(),
  at: instant,
  correctedBy: z.string(),
  correctedAt: instant,
  reason: z.string(),
});

export const sheetCell = z.object({
  auto: autoValue.nullable().default(null),
  hand: handValue.nullable().default(null),
  former: z.array(formerValue).default([]),
  remark: z.string().nullable().default(null),
  order: z.int().nullable().default(null).meta({ description: 'Number of the work order' }),
});
export type SheetCell = z.infer<typeof sheetCell>;

const signature = z.object({ sign: z.string(), by: z.string(), at: instant, isLate: z.boolean() });
export type Signature = z.infer<typeof signature>;

export const rowKind = z.enum(['slot', 'start', 'stop', 'sheet']);

/** A moment of the day, a start or stop, or what is filled once a day. */
export const sheetRow = z.object({
  id: z.string(),
  kind: rowKind,
  at: instant,
  opensAt: instant,
  lateAt: instant,
  closesAt: instant,
  /** When telemetry was taken; null before. */
  capturedAt: instant.nullable(),
  stopped: z.boolean().default(false),
  cells: z.record(z.string(), sheetCell),
  signature: signature.nullable().default(null),
});
export type SheetRow = z.infer<typeof sheetRow>;

export const reviewStep = z.enum(['engineer', 'chief']);
export type ReviewStep = z.infer<typeof reviewStep>;

const review = z.object({
  step: reviewStep,
  by: z.string(),
  at: instant,
  isLate: z.boolean(),
  remark: z.string().nullable(),
  order: z.int().nullable(),
});
export type Review = z.infer<typeof review>;

const addendum = z.object({
  by: z.string(),
  at: instant,
  text: z.string(),
  row: z.string().nullable(),
  column: z.string().nullable(),
});

/** The log sheet of one subject and one civil day. */
export const logSheet = z.object({
  sheet: z.string().meta({ description: 'Id of the site file' }),
  date: z.string().meta({ description: 'Civil day of the site, yyyy-mm-dd' }),
  startAt: instant,
  endAt: instant,
  form: sheetForm,
  rows: z.array(sheetRow),
  /** Starts and stops beyond what one sheet holds. */
  rowsDropped: z.int().default(0),
  /** Up to where the run state has been looked at for starts and stops. */
  seenUntil: instant,
  signatures: z.array(signature),
  reviews: z.array(review),
  reviewDueAt: instant,
  addenda: z.array(addendum),
});
export type LogSheet = z.infer<typeof logSheet>;

/** Kind `log-sheet`: a day of readings, made by the program, filled by telemetry, confirmed by people. */
export const LOG_SHEET: RecordShape<LogSheet> = { kind: 'log-sheet', body: logSheet };

export const EMPTY_CELL: SheetCell = { auto: null, hand: null, former: [], remark: null, order: null };
