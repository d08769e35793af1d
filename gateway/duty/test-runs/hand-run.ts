import { judgeRun } from '../../domain/duty/test-runs/judge-run.ts';
import { type EngineRun, runSubject, type TestRun } from '../../domain/duty/test-runs/test-run.ts';
import type { TestRunSet } from '../../domain/duty/test-runs/test-run-plan.ts';
import { done, type Outcome, refused } from '../../domain/errors.ts';
import type { Records } from '../../ports/record-book.ts';
import type { HandRun } from '../../ports/test-run-service.ts';
import { begunRun } from './tell-run.ts';

/** Nobody runs a test for longer; the load bank test of NFPA 110 takes four hours. */
const LONGEST_MS = 24 * 3_600_000;
const NEWEST = 200;

/** A run that nobody measured. Its load is what the person says; where none is said, no rule about load counts it. */
export async function handRun(
  records: Records<TestRun>,
  set: TestRunSet,
  said: HandRun,
  now: number,
): Promise<Outcome<EngineRun>> {
  const { startedAt, endedAt, kind, loadMeanPct, note } = said;
  const lengthMs = endedAt - startedAt;
  if (lengthMs <= 0 || lengthMs > LONGEST_MS)
    return refused('RECORD_STEP_REFUSED', 'ends after it began, within a day');
  if (endedAt > now) return refused('RECORD_STEP_REFUSED', 'it is not over yet');
  if (await overlaps(records, said, now)) return refused('RECORD_STEP_REFUSED', 'there is a run at that time already');
  const onLoadMs = loadMeanPct === null ? null : lengthMs;
  const judged = judgeRun({ startedAt, endedAt, unseenMs: 0, onLoadMs, loadMeanPct }, set.rules);
  const begun = begunRun({ startedAt, isStartSeen: true });
  return done({
    ...begun,
    ...{ source: 'hand', endedAt, isEndSeen: true, kind, onLoadMs, loadMeanPct, note, ...judged },
  });
}

async function overlaps(records: Records<TestRun>, { equipment, startedAt, endedAt }: HandRun, now: number) {
  const from = startedAt - LONGEST_MS;
  const near = await records.list({ subject: runSubject(equipment), from, to: endedAt, limit: NEWEST });
  return near.some(({ body: { run } }) => run && run.startedAt < endedAt && (run.endedAt ?? now) > startedAt);
}
