import { z } from 'zod';
import type { Outcome } from '../../errors.ts';
import { instant } from '../../instant.ts';
import { localText } from '../../text.ts';
import { type Deed, notNow, stepped } from '../deed.ts';
import type { DutyRecord, RecordShape, RecordStep } from '../record.ts';

/** A tool, safety gear or a measuring instrument that is lent. */
export const tool = z
  .object({
    code: z.string(),
    name: localText,
    place: z.string(),
    lent: z
      .object({ to: z.string(), by: z.string(), at: instant, dueAt: instant.nullable(), purpose: z.string() })
      .nullable(),
    damage: z
      .object({ cause: z.string(), by: z.string(), at: instant })
      .nullable()
      .meta({ description: 'Null: it can be used' }),
    counted: z.object({ by: z.string(), at: instant, isThere: z.boolean() }).nullable(),
  })
  .meta({ id: 'Tool' });
export type Tool = z.infer<typeof tool>;

export const TOOL: RecordShape<Tool> = { kind: 'tool', body: tool };

export type ToolRecord = DutyRecord<Tool>;
type Step = Outcome<RecordStep<Tool>>;

export interface Lending {
  readonly to: string;
  readonly dueAt: number | null;
  readonly purpose: string;
}

/** Out of the cupboard, to a name. What is damaged stays in. */
export function lendTool(record: ToolRecord, lending: Lending, deed: Deed): Step {
  const { body } = record;
  if (record.state !== 'open') return notNow('it is not kept any more');
  if (body.lent) return notNow(`${body.lent.to} has it`);
  if (body.damage) return notNow('it is damaged');
  const lent = { ...lending, by: deed.actor, at: deed.at };
  const said = { type: 'lent', note: lending.purpose, detail: { to: lending.to, dueAt: lending.dueAt } };
  return stepped(record, { ...body, lent }, deed, said, { dueAt: lending.dueAt });
}

/** Back in the cupboard; damaged where a cause is given. */
export function returnTool(record: ToolRecord, cause: string | null, deed: Deed): Step {
  const { body } = record;
  if (!body.lent) return notNow('it was not lent');
  const damage = cause === null ? body.damage : { cause, by: body.lent.to, at: deed.at };
  const said = { type: 'returned', note: cause, detail: { from: body.lent.to, lentAt: body.lent.at } };
  return stepped(record, { ...body, lent: null, damage }, deed, said, { dueAt: null });
}

/** Damage that was seen, or null when it has been repaired. */
export function markDamage(record: ToolRecord, cause: string | null, deed: Deed): Step {
  if (record.state !== 'open') return notNow('it is not kept any more');
  if ((cause === null) === (record.body.damage === null)) return notNow('it is so already');
  const damage = cause === null ? null : { cause, by: deed.actor, at: deed.at };
  return stepped(record, { ...record.body, damage }, deed, {
    type: cause === null ? 'repaired' : 'damaged',
    note: cause,
  });
}

/** Looked for at the count of the month; what is lent is where it is said to be. */
export function countTool(record: ToolRecord, isThere: boolean, note: string | null, deed: Deed): Step {
  if (record.state !== 'open') return notNow('it is not kept any more');
  if (!isThere && !note) return notNow('it is missing; say what is known');
  const counted = { by: deed.actor, at: deed.at, isThere };
  return stepped(record, { ...record.body, counted }, deed, { type: 'counted', note, detail: { isThere } });
}

/** Not kept any more. */
export function endTool(record: ToolRecord, reason: string, deed: Deed): Step {
  if (record.state !== 'open') return notNow('it is not kept any more');
  if (record.body.lent) return notNow(`${record.body.lent.to} has it`);
  return stepped(record, record.body, deed, { type: 'ended', note: reason }, { state: 'cancelled' });
}
