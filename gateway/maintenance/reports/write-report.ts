import type { DutyReport, ReportKind, ReportPart } from '../../domain/duty/kpi/kpi.ts';
import type { LocalText } from '../../domain/text.ts';
import { meterPart } from './meter-part.ts';
import {
  alarmPart,
  contractorPart,
  incidentPart,
  maintenancePart,
  orderPart,
  ratePart,
  recordPart,
} from './report-parts.ts';
import type { ReportSource } from './report-source.ts';
import { callBackPart, complaintPart } from './user-parts.ts';

const TITLES: Readonly<Record<ReportKind, LocalText>> = {
  daily: { en: 'Daily report of the engineering department', zh: '工程部日报' },
  weekly: { en: 'Weekly report of the engineering department', zh: '工程部周报' },
  monthly: { en: 'Monthly report of the engineering department', zh: '工程部月报' },
};

/** The report of a time. Every figure is counted from what was written down; a part with nothing in it says so by its zeros. */
export function writeReport(source: ReportSource): DutyReport {
  const { span, now } = source;
  const { kind, period, startsAt, endsAt, readyAt } = span;
  return {
    ...{ kind, period, startsAt, endsAt, readyAt, title: TITLES[kind] },
    isWhole: now >= readyAt,
    parts: partsOf(source),
  };
}

/** A day says what happened and what is open; a week and a month also how well it went, a month what was used. */
function partsOf(source: ReportSource): ReportPart[] {
  const day = [
    alarmPart(source),
    incidentPart(source),
    orderPart(source),
    complaintPart(source),
    recordPart(source),
    maintenancePart(source),
  ];
  if (source.span.kind === 'daily') return day;
  const week = [...day, callBackPart(source), contractorPart(source)];
  return source.span.kind === 'weekly' ? [...week, ratePart(source)] : [...week, meterPart(source), ratePart(source)];
}
