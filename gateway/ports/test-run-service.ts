import type { DutyRecord, RecordEvent } from '../domain/duty/record.ts';
import type { Deed } from '../domain/duty/record-deed.ts';
import type { ReadinessState } from '../domain/duty/test-runs/readiness.ts';
import type { RunKind, TestRun } from '../domain/duty/test-runs/test-run.ts';
import type { TestRunPlan } from '../domain/duty/test-runs/test-run-plan.ts';
import type { RunSignature } from '../domain/duty/test-runs/test-run-steps.ts';
import type { Outcome } from '../domain/errors.ts';
import type { RecordQuery } from './record-book.ts';

/** A set as it stands now. */
export interface SetStanding {
  readonly equipment: string;
  readonly readiness: readonly ReadinessState[];
  /** Runs; null where nothing tells or its value is bad. */
  readonly isRunning: boolean | null;
  /** The newest run known. */
  readonly lastRun: DutyRecord<TestRun> | null;
  /** What has to be done by when, one per rule. */
  readonly duties: readonly DutyRecord<TestRun>[];
}

/** Duties whose time ended in a period: how many there were, how many were done, and of those in time. Excused ones are left out. */
export interface TestRunRate {
  readonly due: number;
  readonly met: number;
  readonly inTime: number;
}

/** A run that nobody measured, as a person tells it. */
export interface HandRun {
  readonly equipment: string;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly kind: RunKind;
  readonly loadMeanPct: number | null;
  readonly note: string;
}

/** Test runs of generator sets. Calls reject with STORE_UNAVAILABLE when the book cannot be read. */
export interface TestRunService {
  readonly plan: TestRunPlan;
  standing(): Promise<readonly SetStanding[]>;
  /** Runs; of one set with `subject`. */
  runs(query: RecordQuery): Promise<readonly DutyRecord<TestRun>[]>;
  /** Duties whose window opened in the range. */
  duties(query: RecordQuery): Promise<readonly DutyRecord<TestRun>[]>;
  rate(from: number, to: number): Promise<TestRunRate>;
  get(id: number): Promise<DutyRecord<TestRun> | undefined>;
  events(id: number): Promise<readonly RecordEvent[]>;
  /** Refuses times in the future, and such that another run of the set covers. */
  enter(run: HandRun, deed: Deed): Promise<Outcome<DutyRecord<TestRun>>>;
  /** A run that failed opens a work order. */
  sign(id: number, signed: RunSignature, deed: Deed, version?: number): Promise<Outcome<DutyRecord<TestRun>>>;
  review(id: number, note: string | null, deed: Deed, version?: number): Promise<Outcome<DutyRecord<TestRun>>>;
  add(id: number, note: string, deed: Deed, version?: number): Promise<Outcome<DutyRecord<TestRun>>>;
  excuse(id: number, reason: string, deed: Deed, version?: number): Promise<Outcome<DutyRecord<TestRun>>>;
}
