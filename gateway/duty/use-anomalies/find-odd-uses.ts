import type { SiteCalendar } from '../../domain/duty/calendar-days.ts';
import { type DaySpan, judgeUse, spansBefore } from '../../domain/duty/use-anomalies/judge-use.ts';
import type { UseSpan } from '../../domain/duty/use-anomalies/use-anomaly.ts';
import type { UseAnomalyPlan } from '../../domain/duty/use-anomalies/use-anomaly-plan.ts';
import type { UseFinding } from '../../domain/duty/use-anomalies/use-anomaly-steps.ts';
import type { HistoryReader } from '../../ports/historian.ts';

/** A span of which less is known is neither judged nor compared with. */
const LEAST_KNOWN = 0.95;

export interface OddUseParts {
  readonly plan: UseAnomalyPlan;
  readonly history: Pick<HistoryReader, 'increments'>;
  readonly calendar: SiteCalendar;
}

/** The meters that counted something else than usual in a span, the strangest first. Rejects with HISTORY_UNAVAILABLE. */
export async function findOddUses(parts: OddUseParts, span: UseSpan, days: DaySpan): Promise<readonly UseFinding[]> {
  const { plan, calendar } = parts;
  const { meters, rules, least } = plan;
  const rule = rules[span];
  const uses = await usesIn(parts, days);
  const past: ReadonlyMap<string, number>[] = [];
  for (const one of spansBefore(span, days, rule.before)) past.push(await usesIn(parts, one));
  const [startsAt, endsAt] = [calendar.startOf(days.start), calendar.startOf(days.end)];
  const findings = meters.flatMap((meter): UseFinding[] => {
    const use = uses.get(meter.id);
    if (use === undefined) return [];
    const before = past.flatMap((known) => known.get(meter.id) ?? []);
    const judgement = judgeUse(use, before, rule, least[meter.kind]);
    return judgement ? [{ meter, span, days, startsAt, endsAt, use, before, judgement }] : [];
  });
  return findings.sort((a, b) => strangeness(b) - strangeness(a));
}

const strangeness = ({ use, judgement: { usual } }: UseFinding): number =>
  Math.abs(use - usual) / Math.max(Math.abs(usual), Number.EPSILON);

/** By meter; without those of which too little is known. */
async function usesIn({ plan, history, calendar }: OddUseParts, days: DaySpan): Promise<ReadonlyMap<string, number>> {
  const edges = [calendar.startOf(days.start), calendar.startOf(days.end)];
  const found = new Map<string, number>();
  for (const { id, point } of plan.meters) {
    const [one] = await history.increments([point], edges);
    if (one && one.known >= LEAST_KNOWN) found.set(id, one.increment);
  }
  return found;
}
