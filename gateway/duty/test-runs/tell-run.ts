import { loadFigures, type SeenRun } from '../../domain/duty/test-runs/engine-runs.ts';
import { judgeRun, kindOfRun } from '../../domain/duty/test-runs/judge-run.ts';
import type { EngineRun, RunFigures } from '../../domain/duty/test-runs/test-run.ts';
import type { TestRunPlan, TestRunSet } from '../../domain/duty/test-runs/test-run-plan.ts';
import { HOLD_MS, type PastReader, readPast, valuesAt } from './read-past.ts';

/** The figures of the start are taken when speed and voltage have settled. */
const SETTLE_MS = 60_000;
/** The mains may have gone this long before the set was up. */
const BEFORE_MS = 120_000;

/** A run as far as it is known while it goes on. */
export const begunRun = ({ startedAt, isStartSeen }: Pick<SeenRun, 'startedAt' | 'isStartSeen'>): EngineRun => ({
  ...{ source: 'telemetry', startedAt, endedAt: null, isStartSeen, isEndSeen: false, unseenMs: 0, kind: 'unknown' },
  ...{ onLoadMs: null, loadMeanPct: null, figures: [], counts: [], shortfalls: [], checks: {}, result: null },
  ...{ note: null, order: null, signed: null, reviewed: null, addenda: [] },
});

/** Everything the history tells of a run that is over. Rejects with HISTORY_UNAVAILABLE. */
export async function toldRun(
  reader: PastReader,
  set: TestRunSet,
  plan: Pick<TestRunPlan, 'onLoadPct'>,
  run: SeenRun & { readonly endedAt: number },
): Promise<EngineRun> {
  const { startedAt, endedAt, isStartSeen, isEndSeen, unseenMs } = run;
  const load = await loadOf(reader, set, plan.onLoadPct, run);
  const kind = kindOfRun(await wasMainsAway(reader, set, run), load.onLoadMs);
  return {
    ...begunRun(run),
    ...{ endedAt, isStartSeen, isEndSeen, unseenMs, kind, ...load },
    figures: await figuresOf(reader, set, run),
    ...judgeRun({ startedAt, endedAt, unseenMs, ...load }, set.rules),
  };
}

type Ended = SeenRun & { readonly endedAt: number };

async function loadOf(reader: PastReader, { load }: TestRunSet, onLoadPct: number, { startedAt, endedAt }: Ended) {
  if (load === null) return { onLoadMs: null, loadMeanPct: null };
  const values = await readPast(reader, load, startedAt, endedAt);
  const percent = values.map(({ at, value }) => ({ at, value: value === undefined ? undefined : value * load.factor }));
  const found = loadFigures(percent, [startedAt, endedAt], { onLoadPct, holdMs: HOLD_MS });
  if (found.knownMs === 0) return { onLoadMs: null, loadMeanPct: null };
  return { onLoadMs: found.onLoadMs, loadMeanPct: found.meanPct };
}

async function wasMainsAway(reader: PastReader, { mains }: TestRunSet, { startedAt, endedAt }: Ended) {
  if (mains === null) return undefined;
  const values = await readPast(reader, mains, startedAt - BEFORE_MS, endedAt);
  const known = values.filter(({ at, value }) => value !== undefined && at >= startedAt - BEFORE_MS - HOLD_MS);
  return known.length === 0 ? undefined : known.some(({ value }) => value! <= mains.above);
}

async function figuresOf(reader: PastReader, { figures }: TestRunSet, { startedAt, endedAt }: Ended) {
  const lengthMs = endedAt - startedAt;
  const moments = [startedAt + Math.min(SETTLE_MS, lengthMs / 4), startedAt + lengthMs / 2, endedAt - 1];
  const [start, middle, end] = await Promise.all(moments.map((at) => valuesAt(reader, figures, Math.round(at))));
  return figures.map(({ name, title, unit, decimals }, i): RunFigures => {
    return { name, title, unit, decimals, start: start![i]!, middle: middle![i]!, end: end![i]! };
  });
}
