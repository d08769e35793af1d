import { z } from 'zod';
import { instant } from '../../instant.ts';
import { localText } from '../../text.ts';
import type { RecordShape } from '../record.ts';

/** A day of the site's calendar as it is stored. */
export const dateText = z.string().regex(/^\d{4}-\d\d-\d\d$/);

const limit = z.number().nullable();

const taskItem = z.object({
  id: z.string(),
  level: z.string(),
  title: localText,
  accept: localText.nullable(),
  kind: z.enum(['check', 'measure']),
  unit: z.string(),
  range: z.array(limit).length(2).nullable().meta({ description: 'Least and greatest; null: no end' }),
  telemetry: localText.nullable().meta({ description: 'What the gateway can add to it, never instead of it' }),
});
export type TaskItem = z.infer<typeof taskItem>;

export const itemResult = z.enum(['ok', 'fault', 'none']).meta({ description: 'none: this machine has no such part' });
export type ItemResult = z.infer<typeof itemResult>;

const said = {
  result: itemResult,
  value: z.number().nullable(),
  note: z.string().nullable(),
  at: instant,
  by: z.string(),
};

const taskAnswer = z.object({
  item: z.string(),
  ...said,
  file: z.string().nullable().meta({ description: 'Hash of a photo' }),
  order: z.int().nullable().meta({ description: 'Work order that follows from a fault' }),
  replaced: z
    .array(z.object({ ...said, reason: z.string().nullable() }))
    .meta({ description: 'What stood there before' }),
});
export type TaskAnswer = z.infer<typeof taskAnswer>;

export const levelDone = z.object({ level: z.string(), day: dateText, hours: z.number().nullable() });
export type LevelDone = z.infer<typeof levelDone>;

/** A turn of a maintenance plan, and the record of it. It is done when somebody else has accepted what was written down. */
export const maintenanceTask = z
  .object({
    plan: z.string(),
    programme: z.string(),
    title: localText,
    level: z.string(),
    levelTitle: localText,
    target: z.object({ kind: z.enum(['equipment', 'area', 'site']), id: z.string(), name: localText }),
    equipment: z.array(z.string()),
    because: z.enum(['calendar', 'hours', 'hand', 'taken-over']),
    slot: dateText.meta({ description: 'The day it falls on by its plan; never moved' }),
    plannedFor: dateText.meta({ description: 'The day it is to be done' }),
    from: dateText.meta({ description: 'From this day on it counts' }),
    until: dateText.meta({ description: 'Until this day it is on time' }),
    threshold: z.number().nullable().meta({ description: 'Running hours at which it fell due' }),
    statutory: z.object({ text: localText, checked: z.boolean() }).nullable(),
    people: z.int(),
    minutes: z.int(),
    contractor: z.string().nullable(),
    parts: z.array(localText),
    items: z.array(taskItem),
    answers: z.array(taskAnswer),
    readings: z.array(z.object({ tag: z.string(), unit: z.string(), before: limit, after: limit })),
    signatures: z.array(z.object({ by: z.string(), at: instant })).meta({ description: 'Of those who did it' }),
    accepted: z.object({ by: z.string(), at: instant, note: z.string().nullable() }).nullable(),
    addenda: z.array(z.object({ by: z.string(), at: instant, text: z.string() })),
    moves: z.array(z.object({ from: dateText, to: dateText, reason: z.string(), by: z.string(), at: instant })),
    passed: z.array(dateText).meta({ description: 'Later turns of a statutory plan that went by while this was open' }),
    overdueSince: instant.nullable(),
    isLate: z.boolean(),
    isHurried: z.boolean().meta({ description: 'Answered faster than anybody can look; marked for whoever accepts' }),
    order: z.int().nullable(),
    doneOn: dateText.nullable(),
    hours: z.number().nullable().meta({ description: 'Running hours when it was done' }),
    ledger: z.array(levelDone).meta({ description: 'When each level was done last, after this' }),
    reason: z.string().nullable().meta({ description: 'Why it was not done' }),
  })
  .meta({ id: 'MaintenanceTask' });
export type MaintenanceTask = z.infer<typeof maintenanceTask>;

export const MAINTENANCE_TASK: RecordShape<MaintenanceTask> = { kind: 'maintenance-task', body: maintenanceTask };
