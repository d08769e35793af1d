import type { Alarm } from '../../domain/alarm.ts';
import type { DutyBody } from '../../ports/notice-body.ts';
import type { CoverageGap } from '../../ports/on-call-service.ts';
import { wallTimeOf } from '../on-call/wall-time.ts';

/** Gaps named one by one in a message; the rest is counted. */
const NAMED_GAPS = 5;

/** An alarm whose step found nobody to tell. */
export function unroutable({ title, priority, equipment }: Alarm, policy: string | undefined): DutyBody {
  const by = policy ?? '–';
  return {
    code: 'UNROUTABLE',
    text: {
      en: `Nobody could be told of ${priority} ${equipment} ${title.en} (policy ${by}); it comes to you instead. Check the duty plan.`,
      zh: `${priority} ${equipment} ${title.zh} 无人可通知（策略 ${by}），现转发给您。请检查值班安排。`,
    },
  };
}

/** A rotation without anybody in the next days. */
export function coverageGap(gaps: readonly [CoverageGap, ...CoverageGap[]], timeZone: string): DutyBody {
  const named = gaps.slice(0, NAMED_GAPS).map(({ startsAt, endsAt }) => rangeText(startsAt, endsAt, timeZone));
  const more = gaps.length - named.length;
  const { title } = gaps[0];
  return {
    code: 'COVERAGE_GAP',
    text: {
      en: `Nobody is on duty for ${title.en}: ${named.join('; ')}${more > 0 ? `; and ${more} more` : ''}`,
      zh: `${title.zh} 无人值班：${named.join('；')}${more > 0 ? `；另有 ${more} 段` : ''}`,
    },
  };
}

/** Local time of the site, the second day only where it is another. */
function rangeText(from: number, to: number, timeZone: string): string {
  const [start, end] = [wallTimeOf(from, timeZone), wallTimeOf(to, timeZone)];
  const text = (wall: typeof start): string => wall.toString({ smallestUnit: 'minute' }).replace('T', ' ');
  const isSameDay = start.toPlainDate().equals(end.toPlainDate());
  return `${text(start)}–${isSameDay ? text(end).slice(-5) : text(end)}`;
}
