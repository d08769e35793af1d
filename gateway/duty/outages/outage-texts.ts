import type { SiteCalendar } from '../../domain/duty/calendar-days.ts';
import type { Outage } from '../../domain/duty/outages/outage.ts';
import type { DutyRecord } from '../../domain/duty/record.ts';
import type { DutyNotice } from '../../ports/duty-notices.ts';

type Days = Pick<SiteCalendar, 'text'>;

/** Who has the duty is told what will be off, when it is announced and shortly before. */
export function plannedNotice(
  record: DutyRecord<Outage>,
  what: 'announced' | 'reminder',
  days: Days,
  at: number,
): DutyNotice {
  const { title, startAt, endAt, affected } = record.body;
  const [from, to] = [days.text(startAt), days.text(endAt)];
  return {
    ...{ code: 'OUTAGE_PLANNED', priority: what === 'reminder' ? 'P3' : 'P4', key: `outage ${record.id} ${what}`, at },
    text: {
      en: `Planned outage "${title}" from ${from} to ${to}; ${affected.length} machines affected.`,
      zh: `计划停运“${title}”：${from} 至 ${to}，涉及设备 ${affected.length} 台。`,
    },
  };
}

/** The end has passed. */
export function overdueNotice(record: DutyRecord<Outage>, days: Days, at: number): DutyNotice {
  const { title, endAt } = record.body;
  const until = days.text(endAt);
  return {
    ...{ code: 'OUTAGE_PLANNED', priority: 'P3', key: `outage ${record.id} overdue ${endAt}`, at },
    text: {
      en: `Planned outage "${title}" was to end at ${until}. Restore it, or put its end off and tell the users.`,
      zh: `计划停运“${title}”应于 ${until} 结束，请恢复或延期并通知用户。`,
    },
  };
}

/** It is over. */
export function restoredNotice(record: DutyRecord<Outage>, at: number): DutyNotice {
  const { title, restored } = record.body;
  return {
    ...{ code: 'OUTAGE_RESTORED', priority: 'P4', key: `outage ${record.id} restored`, at },
    text: {
      en: `"${title}" is over: ${restored?.message ?? ''}`,
      zh: `“${title}”已恢复：${restored?.message ?? ''}`,
    },
  };
}
