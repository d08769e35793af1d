import type { DutyRecord } from '../../domain/duty/record.ts';
import { systemDeed } from '../../domain/duty/record-deed.ts';
import { engineRuns, type SeenRun } from '../../domain/duty/test-runs/engine-runs.ts';
import { runSubject, type TestRun } from '../../domain/duty/test-runs/test-run.ts';
import type { TestRunPlan, TestRunSet } from '../../domain/duty/test-runs/test-run-plan.ts';
import { endRun, runDraft } from '../../domain/duty/test-runs/test-run-steps.ts';
import type { Records } from '../../ports/record-book.ts';
import { HOLD_MS, type PastReader, readPast } from './read-past.ts';
import { begunRun, toldRun } from './tell-run.ts';

/** Records of the newest hundred runs are looked through for the last that telemetry told. */
const NEWEST = 100;

export interface RunWatchParts {
  readonly reader: PastReader;
  readonly records: Records<TestRun>;
  readonly plan: TestRunPlan;
}

/**
 * Brings the records of one set's runs up to `now` from the history: what ran while nobody looked is there as well, and nothing is
 * there twice. Rejects with HISTORY_UNAVAILABLE or STORE_UNAVAILABLE; then the next turn begins where this one did.
 */
export async function watchRuns(parts: RunWatchParts, set: TestRunSet, now: number): Promise<void> {
  if (set.running === null) return;
  const { plan, reader } = parts;
  const last = await lastTold(parts.records, set.equipment);
  const from = last ? (last.run.endedAt ?? last.run.startedAt) : now - plan.lookBackMs;
  const values = await readPast(reader, set.running, from, now);
  const rule = { above: set.running.above, restMs: plan.restMs, holdMs: HOLD_MS };
  for (const run of engineRuns(values, rule, now)) {
    if (run.startedAt < from && last?.run.endedAt != null) continue;
    await takeRun(parts, set, run, now);
  }
}

async function takeRun(parts: RunWatchParts, set: TestRunSet, seen: SeenRun, now: number): Promise<void> {
  const { records, plan, reader } = parts;
  const { record } = await records.open(runDraft(set.equipment, begunRun(seen), systemDeed(now)));
  const begun = record.body.run;
  if (seen.endedAt === null || begun === null || begun.endedAt !== null) return;
  const ended = { ...seen, endedAt: seen.endedAt, isStartSeen: begun.isStartSeen };
  const told = await toldRun(reader, set, plan, ended);
  await records.change(record.id, (present) => endRun(present, told, ended.endedAt + plan.signWithinMs, now));
}

interface Told {
  readonly record: DutyRecord<TestRun>;
  readonly run: NonNullable<TestRun['run']>;
}

/** The newest run that telemetry told. */
async function lastTold(records: Records<TestRun>, equipment: string): Promise<Told | undefined> {
  const newest = await records.list({ subject: runSubject(equipment), limit: NEWEST });
  for (const record of newest) {
    const { run } = record.body;
    if (run?.source === 'telemetry') return { record, run };
  }
  return undefined;
}
