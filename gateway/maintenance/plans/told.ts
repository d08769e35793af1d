import type { Priority } from '../../domain/alarm.ts';
import { textOfDay } from '../../domain/duty/calendar-days.ts';
import type { MaintenancePlan } from '../../domain/duty/maintenance/maintenance-plan.ts';
import type { TaskRecord } from '../../domain/duty/maintenance/maintenance-task-steps.ts';
import type { YearRecord } from '../../domain/duty/maintenance/maintenance-year-steps.ts';
import type { LocalText } from '../../domain/text.ts';
import type { HourState } from './run-hours.ts';
import type { Ledger } from './slots.ts';

/** Something about maintenance that whoever has the duty is told; the same key is told once. */
export interface MaintenanceTold {
  readonly code: 'MAINTENANCE';
  readonly priority: Priority;
  readonly key: string;
  readonly at: number;
  readonly text: LocalText;
}

const told = (priority: Priority, key: string, at: number, text: LocalText): MaintenanceTold => ({
  ...{ code: 'MAINTENANCE', priority, key, at, text },
});

/** A task whose last day has passed. */
export function overdueTask({ body, id }: TaskRecord, at: number): MaintenanceTold {
  const { target, title, levelTitle, until, statutory } = body;
  return told(statutory ? 'P2' : 'P3', `overdue ${id}`, at, {
    en: `${target.name.en}: ${title.en} (${levelTitle.en}) was due by ${until} and is not done.`,
    zh: `${target.name.zh}：${title.zh}（${levelTitle.zh}）应于${until}前完成，尚未完成，已超期。`,
  });
}

/** A turn that law asks for and that nobody did. */
export function turnPassed({ body, id }: TaskRecord, slot: string, at: number): MaintenanceTold {
  const { target, title } = body;
  return told('P2', `passed ${id} ${slot}`, at, {
    en: `${target.name.en}: ${title.en} of ${slot} was not done. It is recorded as a non-conformity.`,
    zh: `${target.name.zh}：${slot}的${title.zh}未执行，已记为不符合项。`,
  });
}

/** The counter of running hours cannot be used as it is. */
export function rebaseAsked(
  plan: MaintenancePlan,
  state: Extract<HourState, { kind: 'rebase' }>,
  at: number,
): MaintenanceTold {
  const { target } = plan;
  const [from, to] = [Math.round(state.from), Math.round(state.to)];
  return told('P4', `rebase ${plan.id} ${state.at}`, at, {
    en: `${target.name.en}: the running hours went from ${from} to ${to} h. Enter what the counter stands at; until then no maintenance is planned by hours.`,
    zh: `${target.name.zh}：累计运行时间由${from}h变为${to}h，请核实并录入当前读数；核实前不按运行小时安排保养。`,
  });
}

/** Nine tenths of the running hours to the next turn are used. */
export function soonByHours(plan: MaintenancePlan, ledger: Ledger, at: number): MaintenanceTold {
  const { target, title } = plan;
  const base = ledger.map(({ hours }) => hours ?? '-').join('/');
  return told('P4', `hours ${plan.id} ${base}`, at, {
    en: `${target.name.en}: ${title.en} falls due soon by running hours.`,
    zh: `${target.name.zh}：按运行小时即将到期，请准备${title.zh}。`,
  });
}

/** A plan of a year or month that should have been approved. */
export function planOverdue({ body, id, dueAt }: YearRecord, at: number): MaintenanceTold {
  const due = dueAt === null ? '' : textOfDay(Math.floor(dueAt / 86_400_000));
  return told('P3', `plan ${id}`, at, {
    en: `The maintenance plan ${body.period} was due by ${due} and is not approved.`,
    zh: `${body.period}保养计划应于${due}前审批，尚未审批。`,
  });
}
