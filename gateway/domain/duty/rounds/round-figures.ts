import type { LocalText } from '../../text.ts';
import type { RoundStop } from './round.ts';
import { isOpenFinding } from './round-findings.ts';
import type { RoundRecord } from './round-step.ts';
import type { RoundPlan } from './rounds-plan.ts';

/** What became of the stops of one plan in a range. Every stop is in exactly one of done, late, missed, skipped and open. */
export interface PlanFigures {
  readonly plan: string;
  readonly title: LocalText;
  readonly rounds: number;
  readonly stops: number;
  readonly done: number;
  readonly late: number;
  readonly missed: number;
  readonly skipped: number;
  readonly open: number;
  /** done ÷ (all but open), 0 to 1; null before anything was due. Late is not done in time. */
  readonly onTime: number | null;
  /** Share of the planned stops visited in the coverage days; null where none was due in them. */
  readonly covered: number | null;
  /** Stops of the plan that nobody has visited in the coverage days. */
  readonly uncovered: readonly { readonly stop: string; readonly title: LocalText }[];
  readonly hasty: number;
  readonly findings: number;
  readonly openFindings: number;
}

/** Counted per stop, not per round: nine of ten stops are nine tenths of a round. `records` are those of the range, of any plan. */
export function planFigures(
  plan: RoundPlan,
  records: readonly RoundRecord[],
  coverage: { readonly from: number; readonly to: number },
): PlanFigures {
  const own = records.filter(({ body }) => body.plan === plan.id);
  const stops = own.flatMap(({ body }) => body.stops);
  const count = (state: RoundStop['state']): number => stops.filter((stop) => stop.state === state).length;
  const [done, open] = [count('done'), count('open')];
  const findings = own.flatMap(({ body }) => body.findings).filter(({ isWithdrawn }) => !isWithdrawn);
  const recent = own.filter(({ at }) => at >= coverage.from && at < coverage.to);
  const uncovered = plan.stops.filter(({ id }) => !recent.some((record) => wasVisited(record, id)));
  const planned = plan.stops.length;
  return {
    ...{ plan: plan.id, title: plan.title, rounds: own.length, stops: stops.length },
    ...{ done, late: count('late'), missed: count('missed'), skipped: count('skipped'), open },
    onTime: stops.length === open ? null : done / (stops.length - open),
    covered: recent.length === 0 || planned === 0 ? null : (planned - uncovered.length) / planned,
    uncovered: uncovered.map(({ id, title }) => ({ stop: id, title })),
    hasty: stops.filter(({ isHasty }) => isHasty).length,
    findings: findings.length,
    openFindings: findings.filter(isOpenFinding).length,
  };
}

const wasVisited = ({ body }: RoundRecord, id: string): boolean =>
  body.stops.some((stop) => stop.id === id && (stop.state === 'done' || stop.state === 'late'));
