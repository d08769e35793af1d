import { z } from 'zod';
import { role } from '../../role.ts';
import { localText } from '../../text.ts';

/** What a cell holds; `check` is √ × ○. */
export const columnType = z.enum(['number', 'check', 'choice', 'text', 'time', 'person', 'photo', 'scan']);
export type ColumnType = z.infer<typeof columnType>;

/** What is taken of a point: the sample of the moment, or something of the time since the slot before. */
export const columnTake = z.enum(['last', 'min', 'max', 'mean']);
export type ColumnTake = z.infer<typeof columnTake>;

/** What × offers: a remark that must be given, or a work order beside it. */
export const onFail = z.enum(['remark', 'order']);

/** Something worked out by the historian: the rise of counters, or an extreme and its moment. */
export const figureKind = z.enum(['delta', 'peak', 'peakTime', 'valley', 'valleyTime', 'mean']);
export type FigureKind = z.infer<typeof figureKind>;

const range = z.tuple([z.number(), z.number()]);

/** One column of one machine, with every name resolved. */
export const sheetColumn = z.object({
  key: z.string().meta({ description: '`block.column` or `block.equipment.column`' }),
  title: localText,
  unit: z.string(),
  digits: z.int(),
  type: columnType,
  fill: z.enum(['auto', 'hand', 'derived']),
  byHand: z.boolean().meta({ description: 'A person may enter a value, also beside the one of telemetry' }),
  tag: z.string().nullable(),
  take: columnTake,
  equals: z.number().nullable().meta({ description: 'Check of telemetry: the value that is √' }),
  maxAgeMs: z.number(),
  expr: z.string().nullable(),
  /** Its counters, or the column of the register that it is the difference of. */
  figure: z.object({ kind: figureKind, tags: z.array(z.string()), column: z.string().nullable() }).nullable(),
  normal: range.nullable().meta({ description: 'Printed; what is alarmed are the limits of the point' }),
  options: z.array(z.object({ id: z.string(), en: z.string(), zh: z.string() })),
  required: z.boolean(),
  onFail: onFail.nullable(),
  tolerance: z.number().nullable(),
  compareWith: z.string().nullable().meta({ description: 'Column of telemetry that a hand value is compared with' }),
  standing: z.boolean().meta({ description: 'Also asked for while the machine is stopped' }),
});
export type SheetColumn = z.infer<typeof sheetColumn>;

/** Columns that stand together. `per`: for each slot, once a day, or in the rows of a start or stop alone. */
export const sheetBlock = z.object({
  id: z.string(),
  title: localText,
  equipment: z.string().nullable(),
  name: localText.nullable().meta({ description: 'Of the equipment' }),
  per: z.enum(['slot', 'sheet', 'start', 'stop']),
  columns: z.array(sheetColumn),
});
export type SheetBlock = z.infer<typeof sheetBlock>;

/** Who signs: each slot, or the day as a whole. */
export const sheetSign = z.object({
  id: z.string(),
  title: localText,
  per: z.enum(['slot', 'day']),
  least: role.meta({ description: 'The role that may sign this' }),
  withinMs: z.number().meta({ description: 'After the end of the day' }),
});
export type SheetSign = z.infer<typeof sheetSign>;

/** A row that a start or stop of the machine opens; `to`: the run state it changes to; values are those of `offsetMs` later. */
export const extraRow = z.object({
  id: z.enum(['start', 'stop']),
  title: localText,
  to: z.boolean(),
  offsetMs: z.number(),
});
export type ExtraRow = z.infer<typeof extraRow>;

/** A form filled in with the machines of one sheet. A sheet keeps the one it was opened with. */
export const sheetForm = z.object({
  form: z.string(),
  version: z.int(),
  title: localText,
  basis: z.object({ kind: z.enum(['house', 'law']), text: z.string(), checked: z.boolean() }),
  subjectName: localText,
  /** Minutes of the local day. */
  slots: z.array(z.int()),
  windows: z.object({ beforeMs: z.number(), lateMs: z.number(), closeMs: z.number() }),
  runTag: z.string().nullable().meta({ description: 'Rows ask for nothing but standing values while it is 0' }),
  extraRows: z.array(extraRow),
  blocks: z.array(sheetBlock),
  signs: z.array(sheetSign),
  keepMs: z.number(),
});
export type SheetForm = z.infer<typeof sheetForm>;

/** Every column, in the order of the paper. */
export const columnsOf = ({ blocks }: Pick<SheetForm, 'blocks'>): readonly SheetColumn[] =>
  blocks.flatMap(({ columns }) => columns);
