import type { EngineRun, RunKind, Shortfall } from './test-run.ts';
import type { TestRunRule } from './test-run-plan.ts';

const MINUTE_MS = 60_000;
/** Less load than this long is a slip of the switch, not a run under load. */
const LEAST_LOAD_MS = 60_000;

export type JudgedRun = Pick<EngineRun, 'startedAt' | 'unseenMs' | 'onLoadMs' | 'loadMeanPct'> & {
  readonly endedAt: number;
};

/** Which rules a run counts for, and what is missing for the others. What was not seen does not count. A real outage counts as any run. */
export function judgeRun(
  run: JudgedRun,
  rules: readonly TestRunRule[],
): { readonly counts: string[]; readonly shortfalls: Shortfall[] } {
  const shortfalls = rules.flatMap((rule) => shortfallOf(run, rule) ?? []);
  const short = new Set(shortfalls.map(({ rule }) => rule));
  return { counts: rules.map(({ id }) => id).filter((id) => !short.has(id)), shortfalls };
}

function shortfallOf(run: JudgedRun, { id, leastMs, leastLoadPct }: TestRunRule): Shortfall | undefined {
  const wholeMs = run.endedAt - run.startedAt;
  const seenMs = wholeMs - run.unseenMs;
  const needed = leastMs / MINUTE_MS;
  if (wholeMs < leastMs) return { rule: id, reason: 'too-short', found: wholeMs / MINUTE_MS, needed };
  if (seenMs < leastMs) return { rule: id, reason: 'unseen', found: seenMs / MINUTE_MS, needed };
  if (leastLoadPct === null) return undefined;
  if (run.onLoadMs === null) return { rule: id, reason: 'load-unknown', found: null, needed: leastLoadPct };
  if (run.onLoadMs < leastMs) return { rule: id, reason: 'too-short', found: run.onLoadMs / MINUTE_MS, needed };
  const isEnough = run.loadMeanPct !== null && run.loadMeanPct >= leastLoadPct;
  return isEnough ? undefined : { rule: id, reason: 'load-low', found: run.loadMeanPct, needed: leastLoadPct };
}

/** What kind of run it was; `wasMainsAway` undefined where nothing tells. */
export function kindOfRun(wasMainsAway: boolean | undefined, onLoadMs: number | null): RunKind {
  if (wasMainsAway) return 'outage';
  if (onLoadMs === null) return 'unknown';
  return onLoadMs >= LEAST_LOAD_MS ? 'load' : 'no-load';
}
