import type { DutyRecord } from '../record.ts';
import type { Complaint, ComplaintTopic } from './complaint.ts';
import type { ComplaintPlan } from './complaint-plan.ts';

type Kept = Pick<DutyRecord<Complaint>, 'at' | 'state' | 'body'>;

/** Counts of the complaints that were registered in a period; a rate is its numerator beside its denominator. */
export interface ComplaintFigures {
  readonly received: number;
  readonly open: number;
  /** There was reason to complain, or nobody has judged yet; withdrawn ones are left out. */
  readonly valid: number;
  /** Of the valid ones: closed, and answered in time. A late one that is open counts as late now. */
  readonly closed: number;
  readonly inTime: number;
  readonly judgedInTime: number;
  readonly second: number;
  readonly calledBack: number;
  readonly satisfied: number;
  readonly byTopic: readonly { readonly topic: ComplaintTopic; readonly count: number; readonly isHot: boolean }[];
}

/** The figures of complaints registered in [from, to) as they stand at `now`. */
export function complaintFigures(all: readonly Kept[], plan: ComplaintPlan, now: number): ComplaintFigures {
  const counted = all.filter(({ state }) => state !== 'cancelled');
  const valid = counted.filter(({ body }) => body.isValid !== false);
  const judged = valid.filter((one) => isInTime(one, plan, now) !== undefined);
  const asked = valid.filter(({ body }) => body.callBacks.length > 0);
  return {
    received: counted.length,
    open: counted.filter(({ state }) => state === 'open').length,
    valid: valid.length,
    closed: valid.filter(({ state }) => state === 'done').length,
    inTime: judged.filter((one) => isInTime(one, plan, now)).length,
    judgedInTime: judged.length,
    second: counted.filter(({ body }) => body.secondOf !== null).length,
    calledBack: asked.length,
    satisfied: asked.filter(({ body }) => body.callBacks.at(-1)?.satisfaction !== 'not').length,
    byTopic: byTopic(counted, plan, now),
  };
}

/** Answered in the site's time; undefined: that time is not over and nobody has answered. */
export function isInTime({ at, body }: Kept, plan: ComplaintPlan, now: number): boolean | undefined {
  const limit = at + plan.handleMs;
  if (body.firstAnsweredAt !== null) return body.firstAnsweredAt <= limit;
  return now > limit ? false : undefined;
}

function byTopic(
  counted: readonly Kept[],
  { hotCount, hotMs }: ComplaintPlan,
  now: number,
): ComplaintFigures['byTopic'] {
  const groups = [...Map.groupBy(counted, ({ body }) => body.topic)];
  const rows = groups.map(([topic, own]) => {
    const recent = own.filter(({ at }) => now - at < hotMs).length;
    return { topic, count: own.length, isHot: recent >= hotCount };
  });
  return rows.sort((a, b) => b.count - a.count || a.topic.localeCompare(b.topic));
}
