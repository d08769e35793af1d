import type { SiteCalendar } from '../../domain/duty/calendar-days.ts';
import type { RunDuty } from '../../domain/duty/test-runs/test-run.ts';
import type { LocalText } from '../../domain/text.ts';
import type { DutyNotice } from '../../ports/duty-notices.ts';

type Days = Pick<SiteCalendar, 'text'>;

/** A test run comes. The last day counts whole, so its own date is told, not the midnight after. */
export function dueNotice(id: number, name: LocalText, duty: RunDuty, days: Days, at: number): DutyNotice {
  const by = dayText(duty, days);
  return {
    ...{ code: 'TEST_RUN_DUE', priority: 'P4', key: `soon ${id}`, at },
    text: {
      en: `${name.en}: ${duty.title.en} is due by ${by}.`,
      zh: `${name.zh}：${duty.title.zh}须于 ${by} 前完成。`,
    },
  };
}

/** A test run was not done in time. */
export function overdueNotice(id: number, name: LocalText, duty: RunDuty, days: Days, at: number): DutyNotice {
  const by = dayText(duty, days);
  return {
    ...{ code: 'TEST_RUN_OVERDUE', priority: 'P3', key: `overdue ${id}`, at },
    text: {
      en: `${name.en}: ${duty.title.en} was due by ${by} and no run that counts was seen. Run the set, or enter the run by hand.`,
      zh: `${name.zh}：${duty.title.zh}应于 ${by} 前完成，未见合格的试机记录。请安排试机或补录。`,
    },
  };
}

const dayText = ({ dueAt }: RunDuty, days: Days): string => days.text(dueAt - 1).slice(0, 10);
