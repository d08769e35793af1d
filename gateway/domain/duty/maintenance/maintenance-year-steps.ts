import type { Outcome } from '../../errors.ts';
import { type Deed, notNow, stepped } from '../deed.ts';
import type { DutyRecord, RecordStep } from '../record.ts';
import type { MaintenanceYear, PlanLine } from './maintenance-year.ts';

export type YearRecord = DutyRecord<MaintenanceYear>;
type Step = Outcome<RecordStep<MaintenanceYear>>;

/** Puts a line on another day. What law asks for may be done earlier, never later than its day. */
export function movePlanLine(record: YearRecord, key: string, to: string, note: string, deed: Deed): Step {
  const { body } = record;
  const line = body.lines.find((one) => one.key === key);
  if (record.state !== 'open' || body.submitted) return notNow('it has been handed in');
  if (!line) return notNow('there is no such line');
  if (line.isStatutory && to > line.slot) return notNow(`law asks for it by ${line.slot}`);
  const lines = body.lines.map((one) => (one === line ? { ...one, plannedFor: to, note } : one));
  return stepped(record, { ...body, lines }, deed, {
    type: 'line-moved',
    note,
    detail: { key, from: line.plannedFor, to },
  });
}

/** The lines made anew from what is known now; days that a person has chosen stay. */
export function renewPlan(record: YearRecord, lines: readonly PlanLine[], deed: Deed): Step {
  const { body } = record;
  if (record.state !== 'open' || body.submitted) return notNow('it has been handed in');
  const chosen = new Map(body.lines.flatMap((one) => (one.note === null ? [] : [[one.key, one] as const])));
  const renewed = lines.map((one) => {
    const before = chosen.get(one.key);
    return before ? { ...one, plannedFor: before.plannedFor, note: before.note } : one;
  });
  return stepped(record, { ...body, lines: renewed }, deed, { type: 'renewed', detail: { lines: renewed.length } });
}

/** Hands it in for approval. */
export function submitPlan(record: YearRecord, deed: Deed): Step {
  const { body } = record;
  if (record.state !== 'open' || body.submitted) return notNow('it has been handed in');
  return stepped(record, { ...body, submitted: { by: deed.actor, at: deed.at } }, deed, { type: 'submitted' });
}

/** Back to whoever handed it in, with what is wrong. */
export function returnPlan(record: YearRecord, text: string, deed: Deed): Step {
  const { body } = record;
  if (record.state !== 'open' || !body.submitted) return notNow('it has not been handed in');
  const remarks = [...body.remarks, { by: deed.actor, at: deed.at, text }];
  return stepped(record, { ...body, submitted: null, remarks }, deed, { type: 'returned', note: text });
}

/** Somebody else approves it; from now on tasks are opened on its days. */
export function approvePlan(record: YearRecord, note: string | null, deed: Deed): Step {
  const { body } = record;
  if (record.state !== 'open' || !body.submitted) return notNow('it has not been handed in');
  if (body.submitted.by === deed.actor) return notNow('who handed it in does not approve it');
  const approved = { by: deed.actor, at: deed.at, note };
  return stepped(record, { ...body, approved }, deed, { type: 'approved', note }, { state: 'done' });
}

/** Its day has passed and nobody has approved it. */
export function markPlanOverdue(record: YearRecord, deed: Deed): Step {
  if (record.state !== 'open' || record.body.overdueSince !== null) return notNow('it is told already, or approved');
  return stepped(record, { ...record.body, overdueSince: deed.at }, deed, { type: 'overdue' });
}
