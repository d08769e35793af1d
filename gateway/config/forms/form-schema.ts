import { z } from 'zod';
import { duration } from '../../domain/duration.ts';
import { columnTake, columnType, figureKind, onFail } from '../../domain/duty/sheets/sheet-form.ts';
import { role } from '../../domain/role.ts';
import { clockTime } from '../week-hours.ts';

/** Words that an older reader of YAML takes for true and false: as an id they would be lost on the way. */
const TRUTHS: readonly string[] = ['on', 'off', 'yes', 'no', 'true', 'false', 'y', 'n'];

const id = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,39}$/, 'lower case letters, digits, _ and -, at most 40')
  .refine((text) => !TRUTHS.includes(text), 'YAML reads this word as true or false; choose another one');

/** A name of arithmetic: without a dash, which would be a minus. */
const columnId = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}$/, 'lower case letters, digits and _, at most 40')
  .refine((text) => !TRUTHS.includes(text), 'YAML reads this word as true or false; choose another one');

const words = { en: z.string().min(1).max(80), zh: z.string().min(1).max(80) };
const title = z.strictObject(words);

/** `v_ab` of the repeated equipment, or `role.point`; of several the first that is there. */
const pointName = z.string().regex(/^([a-z][a-z0-9-]*\.)?[a-z][a-z0-9_]*$/, 'a point such as v_ab, or role.point');

const column = z.strictObject({
  id: columnId,
  ...words,
  unit: z.string().max(12).default(''),
  fill: z.enum(['auto', 'hand', 'either', 'derived']).meta({
    description: 'either: by telemetry where the point exists, and by hand',
  }),
  from: z.union([pointName, z.array(pointName).min(1).max(5)]).optional(),
  take: columnTake.default('last'),
  expr: z.string().min(1).max(300).optional().meta({ description: 'Derived: CEL over columns, or one figure' }),
  type: columnType.default('number'),
  digits: z.int().min(0).max(4).default(0),
  normal: z.tuple([z.number(), z.number()]).optional(),
  equals: z.union([z.number(), z.boolean()]).optional().meta({ description: 'Check of telemetry: what is √' }),
  maxAge: duration.optional().meta({ description: 'Older is no value; by default by the unit' }),
  options: z
    .array(z.strictObject({ id, ...words }))
    .max(12)
    .default([]),
  required: z
    .boolean()
    .optional()
    .meta({ description: 'Counts as missed when empty; hand numbers, checks and choices do' }),
  onFail: onFail.optional(),
  tolerance: z.number().positive().optional(),
  compareWith: columnId.optional(),
  standing: z.boolean().default(false).meta({ description: 'Asked for while the machine stands still, too' }),
  without: z.enum(['hand', 'leave-out']).default('hand').meta({
    description: 'either: what becomes of it on a machine without the point',
  }),
});
export type FormColumn = z.infer<typeof column>;

const block = z.strictObject({
  id,
  title,
  each: id.optional().meta({ description: 'Repeated for every equipment of this role' }),
  variant: id.optional().meta({ description: 'Only on sheets of this variant' }),
  per: z.enum(['slot', 'sheet', 'start', 'stop']).default('slot'),
  columns: z.array(column).min(1).max(40),
});
export type FormBlock = z.infer<typeof block>;

const sign = z.strictObject({
  id,
  ...words,
  per: z.enum(['slot', 'day']),
  least: role.default('technician'),
  within: duration.default('10h').meta({ description: 'After the end of the day' }),
});

const weekday = z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']);

const schedule = z.strictObject({
  every: duration.optional().meta({ description: 'From `anchor` on, within the day' }),
  anchor: clockTime.default('00:00'),
  times: z.array(clockTime).max(24).optional().meta({ description: 'Instead of `every`: these times of the day' }),
  weekdays: z.array(weekday).min(1).optional().meta({ description: 'Only on these days' }),
  onlyWhile: z
    .union([pointName, z.array(pointName).min(1).max(5)])
    .optional()
    .meta({
      description: 'Run state of the subject: rows of a machine that stands still ask for nothing',
    }),
  window: z.strictObject({ before: duration, late: duration, close: duration }),
});

const extra = z.strictObject({
  id: z.enum(['start', 'stop']),
  ...words,
  before: duration.meta({ description: 'Values are those of so long before the change' }),
});

/** One form: what is written down, how often, by whom. */
export const formSchema = z
  .strictObject({
    form: id,
    version: z.int().min(1),
    kind: z.literal('log-sheet'),
    title,
    serves: z.array(z.string()).default([]).meta({ description: 'Features of the duty practice' }),
    subject: z.enum(['area', 'equipment']),
    variants: z.array(id).max(5).default([]),
    roles: z.record(id, title).default({}).meta({ description: 'Machines beside the subject that a site names' }),
    basis: z
      .strictObject({ kind: z.enum(['house', 'law']), text: z.string().max(200).default(''), checked: z.boolean() })
      .meta({ description: 'checked: a person has read the text; only then is it printed as a requirement' }),
    schedule,
    extraRows: z.array(extra).max(2).default([]),
    blocks: z.array(block).min(1).max(20),
    sign: z.array(sign).max(4).default([]),
    keep: duration.default('1825d'),
  })
  .meta({ title: 'Plantroom form' });
export type FormFile = z.infer<typeof formSchema>;

/** `delta(e_import)`: a figure of the historian instead of arithmetic. */
export const FIGURE = new RegExp(
  `^(${figureKind.options.join('|')})\\(\\s*((?:[a-z][a-z0-9-]*\\.)?[a-z][a-z0-9_]*)\\s*\\)$`,
);
