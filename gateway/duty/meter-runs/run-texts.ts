import type { MeterRunRecord } from '../../domain/duty/meter-runs/meter-draft.ts';
import { lacksOf } from '../../domain/duty/meter-runs/meter-steps.ts';
import type { LocalText } from '../../domain/text.ts';
import type { DutyNotice } from '../../ports/duty-notices.ts';

/** A meter run was to be filed by now. */
export function runLate({ id, body }: MeterRunRecord, at: number): DutyNotice {
  const { period, lines } = body;
  const left = lines.filter((line) => lacksOf(line).length > 0).length;
  const why = left > 0 ? unfinished(left, lines.length) : UNSIGNED;
  return {
    ...{ code: 'METER_RUN_LATE', priority: 'P4', key: `meter run ${id}`, at },
    text: { en: `The meter run of ${period} is not filed: ${why.en}.`, zh: `${period} 抄表单未按期归档：${why.zh}。` },
  };
}

const unfinished = (left: number, all: number): LocalText => ({
  en: `${left} of ${all} meters are not finished`,
  zh: `${all} 块表中 ${left} 块未完成`,
});
const UNSIGNED: LocalText = { en: 'it waits for its signatures', zh: '等待签字审批' };
