import { z } from 'zod';
import { startVerdict } from '../domain/duty/playbooks/timed-start.ts';
import { recordEvent, recordHead, recordVia } from '../domain/duty/record.ts';
import { emptyReason, handEntry, reviewStep, rowKind } from '../domain/duty/sheets/log-sheet.ts';
import { columnType, onFail } from '../domain/duty/sheets/sheet-form.ts';
import { instant } from '../domain/instant.ts';
import { role } from '../domain/role.ts';
import { localText } from '../domain/text.ts';

/** Log sheets, starts and stops by the clock, and comfort. */

const signature = z.object({ sign: z.string(), by: z.string(), at: instant, isLate: z.boolean() });
const signer = z.object({ id: z.string(), title: localText, per: z.enum(['slot', 'day']), least: role });
const review = z.object({
  step: reviewStep,
  by: z.string(),
  at: instant,
  isLate: z.boolean(),
  remark: z.string().nullable(),
  order: z.int().nullable().meta({ description: 'Number of the work order' }),
});

const summary = {
  sheet: z.string().meta({ description: 'Id of the site file' }),
  date: z.string().meta({ description: 'Civil day of the site, yyyy-mm-dd' }),
  title: localText,
  subjectName: localText,
  slots: z.int(),
  complete: z.int().meta({ description: 'Slots in which nothing is missing' }),
  missing: z.int().meta({ description: 'Slots in which something is missing for good' }),
  toFill: z.int().meta({ description: 'Slots that wait for a person' }),
  late: z.int(),
  marked: z.int().meta({ description: 'Cells a reviewer is to look at' }),
  nextAt: instant.nullable().meta({ description: 'The next slot' }),
  signatures: z.array(signature),
  unsigned: z.array(signer).meta({ description: 'Signatures of the day that are missing' }),
  reviews: z.array(review),
  reviewDueAt: instant,
};

/** One sheet in a list. */
export const logSheetSummary = recordHead.extend(summary).meta({ id: 'LogSheetSummary' });

const column = z.object({
  key: z.string(),
  title: localText,
  unit: z.string(),
  digits: z.int(),
  type: columnType,
  fill: z.enum(['auto', 'hand', 'derived']),
  byHand: z.boolean().meta({ description: 'A person may enter a value' }),
  equals: z.number().nullable().meta({ description: 'Check of telemetry: the value that is √' }),
  normal: z.object({ low: z.number(), high: z.number() }).nullable(),
  options: z.array(z.object({ id: z.string(), en: z.string(), zh: z.string() })),
  required: z.boolean(),
  onFail: onFail.nullable(),
  standing: z.boolean(),
});

const block = z.object({
  id: z.string(),
  title: localText,
  equipment: z.string().nullable(),
  name: localText.nullable(),
  per: z.enum(['slot', 'sheet', 'start', 'stop']),
  columns: z.array(column),
});

const former = z.object({
  value: handEntry.nullable(),
  by: z.string(),
  at: instant,
  correctedBy: z.string(),
  correctedAt: instant,
  reason: z.string(),
});

const cell = z.object({
  column: z.string(),
  auto: z
    .object({
      value: z.number().nullable(),
      reason: emptyReason.nullable().meta({ description: 'Why there is no value' }),
      sourceAt: instant.nullable(),
      uncertain: z.boolean(),
      spread: z.object({ min: z.number(), max: z.number(), mean: z.number() }).nullable(),
      spansSince: instant
        .nullable()
        .meta({ description: 'A difference over slots without a reading goes back to here' }),
      exchange: z
        .object({ final: z.number(), start: z.number() })
        .nullable()
        .meta({ description: 'The meter was exchanged' }),
    })
    .nullable(),
  hand: z
    .object({
      value: handEntry,
      by: z.string(),
      at: instant,
      via: recordVia,
      isLate: z.boolean(),
      deviceAt: instant.nullable(),
    })
    .nullable(),
  former: z.array(former).meta({ description: 'Values that were struck through' }),
  remark: z.string().nullable(),
  order: z.int().nullable(),
  marks: z.array(z.enum(['copied', 'sensor-check', 'out-of-range', 'late', 'sent-later', 'corrected', 'spans-gap'])),
});

const row = z.object({
  id: z.string(),
  kind: rowKind,
  at: instant,
  opensAt: instant,
  lateAt: instant,
  closesAt: instant,
  capturedAt: instant.nullable(),
  stopped: z.boolean().meta({ description: 'The machine stood still: nothing is asked but standing values' }),
  standing: z.enum(['waiting', 'open', 'late', 'closed']),
  open: z.int().meta({ description: 'Cells that wait for a person' }),
  missed: z.int().meta({ description: 'Cells that nobody filled in time' }),
  empty: z.int().meta({ description: 'Cells without telemetry' }),
  signature: signature.nullable(),
  cells: z.array(cell),
});

/** One sheet, whole, as on paper, with every event of it. */
export const logSheetDetail = recordHead
  .extend(summary)
  .extend({
    startAt: instant,
    endAt: instant,
    form: z.object({
      form: z.string(),
      version: z.int(),
      basis: z.object({ kind: z.enum(['house', 'law']), text: z.string(), checked: z.boolean() }),
      blocks: z.array(block),
      signs: z.array(signer),
    }),
    rows: z.array(row),
    rowsDropped: z.int().meta({ description: 'Starts and stops beyond what a sheet holds' }),
    addenda: z.array(
      z.object({
        by: z.string(),
        at: instant,
        text: z.string(),
        row: z.string().nullable(),
        column: z.string().nullable(),
      }),
    ),
    events: z.array(recordEvent),
  })
  .meta({ id: 'LogSheet' });

/** A start or stop that the plan asked for. */
export const timedStartState = recordHead
  .extend({
    plan: z.string(),
    title: localText,
    what: z.enum(['start', 'stop']),
    date: z.string(),
    equipment: z.array(z.string()),
    plannedAt: instant,
    toleranceMs: z.number(),
    verdict: startVerdict.nullable().meta({ description: 'Null as long as it is open' }),
    actualAt: instant.nullable(),
    offsetMs: z.number().nullable().meta({ description: 'After the plan; before it is negative' }),
    remarks: z.array(z.object({ by: z.string(), at: instant, text: z.string() })),
  })
  .meta({ id: 'TimedStart' });

export const timedStartDetail = timedStartState
  .extend({ events: z.array(recordEvent) })
  .meta({ id: 'TimedStartDetail' });

const bandState = z.object({
  low: z.number(),
  high: z.number(),
  watchedMs: z.number().meta({ description: 'Time in which people are there' }),
  lowMs: z.number(),
  highMs: z.number(),
  unknownMs: z.number(),
  worst: z.number().nullable().meta({ description: 'Furthest from the band; null when it never left it' }),
  knownSince: instant.nullable().meta({ description: 'First reading of the time asked for; null: none yet' }),
});

/** How a zone kept within its comfort band. */
export const comfortState = z
  .object({
    id: z.string(),
    title: localText,
    equipment: z.string(),
    temperature: bandState.nullable(),
    humidity: bandState.nullable(),
  })
  .meta({ id: 'ComfortState' });
