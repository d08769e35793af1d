import type { ReportPart } from '../../domain/duty/kpi/kpi.ts';
import { RATE_NAMES } from '../../domain/duty/kpi/kpi-names.ts';
import type { MaintenanceTask } from '../../domain/duty/maintenance/maintenance-task.ts';
import type { DutyRecord } from '../../domain/duty/record.ts';
import type { LocalText } from '../../domain/text.ts';
import { line, say } from './report-line.ts';
import type { ReportSource } from './report-source.ts';
import { ORDER_KINDS } from './report-words.ts';

const cases = (n: number): LocalText => say(`n = ${n}`, `n = ${n}`);

const HOUR_MS = 3_600_000;
const hours = (ms: number | null): string => (ms === null ? '—' : `${(ms / HOUR_MS).toFixed(1)} h`);
const minutes = (ms: number | null): string => (ms === null ? '—' : `${Math.round(ms / 60_000)} min`);

/** What the alarms did. */
export function alarmPart({ alarms, board }: ReportSource): ReportPart {
  const title: LocalText = { en: 'Alarms', zh: '报警' };
  if (!alarms)
    return {
      id: 'alarms',
      title,
      lines: [line('Alarms', '报警次数', '—', say('too long a time, or not begun', '时间过长或尚未开始'))],
    };
  const { byPriority } = alarms;
  const urgent = `P1 ${byPriority.P1} · P2 ${byPriority.P2} · P3 ${byPriority.P3} · P4 ${byPriority.P4}`;
  return {
    ...{ id: 'alarms', title },
    lines: [
      line('Alarms', '报警次数', alarms.alarms, say(urgent, urgent)),
      line(
        'Acknowledged after, on the average',
        '平均确认时间',
        minutes(board.acknowledge.meanMs),
        cases(board.acknowledge.n),
      ),
      line('Floods', '报警泛滥次数', alarms.floods),
      line('Standing at the end', '期末长期未消除', alarms.standing.length),
    ],
  };
}

/** Emergencies, drills and calls of contractors. */
export function incidentPart({ board, facts }: ReportSource): ReportPart {
  const due = board.rates.find(({ name }) => name === 'testRuns');
  return {
    ...{ id: 'incidents', title: { en: 'Emergencies', zh: '应急与突发事件' } },
    lines: [
      line('Emergency plans run', '启动应急预案', facts.playbooks.length),
      line('Runs of generators', '发电机运行次数', facts.testRuns.filter(({ body }) => body.run !== null).length),
      line('Test runs due, made', '应试机完成', `${due?.count ?? 0} / ${due?.of ?? 0}`),
    ],
  };
}

/** The orders of the time. */
export function orderPart({ board }: ReportSource): ReportPart {
  const { orders, repair, arrive } = board;
  const rate = board.rates.find(({ name }) => name === 'onTime');
  return {
    ...{ id: 'orders', title: { en: 'Work orders', zh: '工单' } },
    lines: [
      line(
        'Reported',
        '受理',
        orders.reported,
        orders.reopenedLater > 0
          ? say(`${orders.reopenedLater} taken up again since`, `期后重开${orders.reopenedLater}`)
          : null,
      ),
      line('Done', '完成', orders.done),
      line('Open', '未完成', orders.open),
      line('Open and late', '超时未完成', orders.overdue),
      ...orders.byKind.map(({ kind, reported, done }) =>
        line(`Done, ${kind}`, `完成：${ORDER_KINDS[kind] ?? kind}`, `${done} / ${reported}`),
      ),
      line('On time', '及时', `${rate?.count ?? 0} / ${rate?.of ?? 0}`),
      line('On the spot after, on the average', '平均到场时间', minutes(arrive.meanMs), cases(arrive.n)),
      line('Repaired after, on the average', '平均修复时间', hours(repair.meanMs), cases(repair.n)),
    ],
  };
}

/** Log sheets and rounds: what was filled and walked, and what was not. */
export function recordPart({ board, facts }: ReportSource): ReportPart {
  const of = (name: 'logs' | 'rounds') => board.rates.find((one) => one.name === name)!;
  const [logs, rounds] = [of('logs'), of('rounds')];
  return {
    ...{ id: 'records', title: { en: 'Log sheets and rounds', zh: '运行记录与巡检' } },
    lines: [
      line('Log sheets', '运行记录', facts.sheets.length),
      line(
        'Slots filled',
        '已抄录时段',
        `${logs.count} / ${logs.of}`,
        say(`${logs.of - logs.count} missing`, `缺${logs.of - logs.count}`),
      ),
      line('Rounds', '巡检', facts.rounds.length),
      line(
        'Places visited in time',
        '按时巡检点',
        `${rounds.count} / ${rounds.of}`,
        say(`${rounds.of - rounds.count} not`, `缺${rounds.of - rounds.count}`),
      ),
      line('Rounds missed', '漏检', facts.rounds.filter(({ state }) => state === 'missed').length),
    ],
  };
}

/** Maintenance that fell due, and every turn of it that law asks for and that was not done in time, by name. */
export function maintenancePart({ board, facts }: ReportSource): ReportPart {
  const of = (name: 'maintenance' | 'statutory') => board.rates.find((one) => one.name === name)!;
  const [plain, statutory] = [of('maintenance'), of('statutory')];
  const late = facts.tasks.filter(isNonConformity);
  return {
    ...{ id: 'maintenance', title: { en: 'Maintenance', zh: '维护保养' } },
    lines: [
      line('With a hard date, done in time', '法定期限保养按期完成', `${statutory.count} / ${statutory.of}`),
      line('Other due, done in time', '其他计划保养按期完成', `${plain.count} / ${plain.of}`),
      ...late.map(({ body }) =>
        line(
          `Not in time: ${body.target.name.en}`,
          `未按期：${body.target.name.zh}`,
          body.slot,
          body.reason === null ? null : say(body.reason, body.reason),
        ),
      ),
    ],
  };
}

const isNonConformity = ({ body, state }: DutyRecord<MaintenanceTask>): boolean =>
  body.statutory !== null &&
  (state === 'missed' || body.isLate || body.overdueSince !== null || body.passed.length > 0);

export function contractorPart({ facts }: ReportSource): ReportPart {
  return {
    ...{ id: 'contractors', title: { en: 'Contractors', zh: '外委单位' } },
    lines: [line('Calls', '召修次数', facts.callOuts.length, stillOpen(facts.callOuts))],
  };
}

/** Every rate with what was divided by what. */
export function ratePart({ board }: ReportSource): ReportPart {
  return {
    ...{ id: 'rates', title: { en: 'Rates', zh: '指标' } },
    lines: board.rates.map(({ name, count, of, percent, target, side }) => ({
      label: RATE_NAMES[name],
      value: percent === null ? `${count} / ${of}` : `${percent.toFixed(1)} % (${count} / ${of})`,
      note: say(`${side === 'least' ? '≥' : '≤'} ${target} %`, `${side === 'least' ? '≥' : '≤'} ${target} %`),
    })),
  };
}

function stillOpen(records: readonly DutyRecord[]): LocalText {
  const open = records.filter(({ state }) => state === 'open').length;
  return say(`${open} open`, `未结${open}`);
}
