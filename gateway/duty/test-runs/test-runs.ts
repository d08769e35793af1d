import { SiteCalendar } from '../../domain/duty/calendar-days.ts';
import type { DutyRecord, RecordStep } from '../../domain/duty/record.ts';
import type { Deed } from '../../domain/duty/record-deed.ts';
import { readinessOf } from '../../domain/duty/test-runs/readiness.ts';
import { dutySubject, runSubject, TEST_RUN, type TestRun } from '../../domain/duty/test-runs/test-run.ts';
import type { TestRunPlan, TestRunSet } from '../../domain/duty/test-runs/test-run-plan.ts';
import {
  addToRun,
  excuseDuty,
  orderedForRun,
  type RunSignature,
  reviewRun,
  runDraft,
  signRun,
} from '../../domain/duty/test-runs/test-run-steps.ts';
import { done, type Outcome, refused } from '../../domain/errors.ts';
import { isGood } from '../../domain/quality.ts';
import type { LocalText } from '../../domain/text.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DutyNotices } from '../../ports/duty-notices.ts';
import type { LatestValues } from '../../ports/latest-values.ts';
import type { Logger } from '../../ports/logger.ts';
import type { RecordBook, RecordQuery, Records } from '../../ports/record-book.ts';
import type { HandRun, SetStanding, TestRunRate, TestRunService } from '../../ports/test-run-service.ts';
import type { WorkOrderService } from '../../ports/work-order-service.ts';
import { TickTask } from '../tick-task.ts';
import { watchDuty } from './duty-watch.ts';
import { handRun } from './hand-run.ts';
import type { PastReader } from './read-past.ts';
import { watchRuns } from './run-watch.ts';

const MINUTE_MS = 60_000;
/** More than this many duties in one period are not counted. */
const MOST_COUNTED = 1_000;

export interface TestRunOptions {
  readonly plan: TestRunPlan;
  readonly timeZone: string;
  readonly nameOf: (equipment: string) => LocalText;
  readonly book: RecordBook;
  readonly reader: PastReader;
  readonly latest: Pick<LatestValues, 'value' | 'quality'>;
  readonly orders: Pick<WorkOrderService, 'create'>;
  readonly notices: DutyNotices;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Test runs that write themselves. */
export interface TestRuns {
  readonly service: TestRunService;
  /** Resolves after the first look at the history. Never rejects. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** One turn: runs first, then what they were for. Never rejects. */
  tick(): Promise<void>;
}

/** Watches the sets of a site through the history, so that a gateway that was off tells what it missed. */
export function createTestRuns(options: TestRunOptions): TestRuns {
  const { plan, clock, logger, book, timeZone } = options;
  const records = book.of(TEST_RUN);
  const days = new SiteCalendar(timeZone);
  const turn = async (): Promise<void> => {
    const now = clock.nowMs();
    for (const set of plan.sets) {
      await watchRuns({ ...options, records }, set, now);
      for (const rule of set.rules) await watchDuty({ ...options, records, days }, set, rule, now);
    }
  };
  const task = new TickTask({ clock, logger, periodMs: MINUTE_MS, name: 'test runs', task: turn });
  return {
    service: new Service(options, records),
    start: () => task.start(),
    stop: () => task.stop(),
    tick: () => task.run(),
  };
}

class Service implements TestRunService {
  readonly plan: TestRunPlan;
  private readonly options: TestRunOptions;
  private readonly records: Records<TestRun>;

  constructor(options: TestRunOptions, records: Records<TestRun>) {
    this.plan = options.plan;
    this.options = options;
    this.records = records;
  }

  standing(): Promise<readonly SetStanding[]> {
    return Promise.all(this.plan.sets.map((set) => this.standingOf(set)));
  }

  async runs(query: RecordQuery): Promise<readonly DutyRecord<TestRun>[]> {
    const subjects = query.subject === undefined ? this.plan.sets.map(({ equipment }) => equipment) : [query.subject];
    return this.joined(subjects.map(runSubject), query);
  }

  async duties(query: RecordQuery): Promise<readonly DutyRecord<TestRun>[]> {
    const sets = this.plan.sets.filter(({ equipment }) => (query.subject ?? equipment) === equipment);
    const subjects = sets.flatMap(({ equipment, rules }) => rules.map(({ id }) => dutySubject(equipment, id)));
    return this.joined(subjects, query);
  }

  async rate(from: number, to: number): Promise<TestRunRate> {
    // Windows that ended in the period may have opened before it.
    const all = await this.duties({ to, limit: MOST_COUNTED });
    const judged = all.filter(({ state }) => state === 'done' || state === 'missed');
    const due = judged.filter(({ body: { duty } }) => duty && duty.dueAt > from && duty.dueAt <= to);
    const met = due.filter(({ state }) => state === 'done');
    const inTime = met.filter(({ body }) => body.duty?.isLate === false);
    return { due: due.length, met: met.length, inTime: inTime.length };
  }

  get(id: number) {
    return this.records.get(id);
  }

  events(id: number) {
    return this.records.events(id);
  }

  async enter(said: HandRun, deed: Deed): Promise<Outcome<DutyRecord<TestRun>>> {
    const set = this.plan.sets.find(({ equipment }) => equipment === said.equipment);
    if (!set) return refused('EQUIPMENT_NOT_FOUND');
    const run = await handRun(this.records, set, said, deed.at);
    if (!run.ok) return run;
    const dueAt = deed.at + this.plan.signWithinMs;
    return done((await this.records.open(runDraft(set.equipment, run.value, deed, dueAt))).record);
  }

  async sign(id: number, signed: RunSignature, deed: Deed, version?: number): Promise<Outcome<DutyRecord<TestRun>>> {
    const outcome = await this.records.change(id, (record) => signRun(record, signed, deed), version);
    return outcome.ok && signed.result === 'fail' ? this.openOrder(outcome.value, deed) : outcome;
  }

  review(id: number, note: string | null, deed: Deed, version?: number) {
    return this.change(id, (record) => reviewRun(record, note, deed), version);
  }

  add(id: number, note: string, deed: Deed, version?: number) {
    return this.change(id, (record) => addToRun(record, note, deed), version);
  }

  excuse(id: number, reason: string, deed: Deed, version?: number) {
    return this.change(id, (record) => excuseDuty(record, reason, deed), version);
  }

  private change(
    id: number,
    step: (record: DutyRecord<TestRun>) => Outcome<RecordStep<TestRun>>,
    version: number | undefined,
  ): Promise<Outcome<DutyRecord<TestRun>>> {
    return this.records.change(id, step, version);
  }

  private async joined(subjects: readonly string[], query: RecordQuery): Promise<readonly DutyRecord<TestRun>[]> {
    const lists = await Promise.all(subjects.map((subject) => this.records.list({ ...query, subject })));
    const all = lists.flat().sort((a, b) => b.at - a.at || b.id - a.id);
    return all.slice(0, query.limit);
  }

  private async standingOf(set: TestRunSet): Promise<SetStanding> {
    const { value, quality } = this.options.latest;
    const read = (point: number) => ({ value: value[point]!, quality: quality[point]! });
    const [lastRun] = await this.records.list({ subject: runSubject(set.equipment), limit: 1 });
    const duties = await this.duties({ subject: set.equipment, states: ['open'], limit: set.rules.length });
    return {
      ...{ equipment: set.equipment, lastRun: lastRun ?? null, duties },
      readiness: readinessOf(set.readiness, read),
      isRunning: runsNow(set, read),
    };
  }

  private async openOrder(record: DutyRecord<TestRun>, deed: Deed): Promise<Outcome<DutyRecord<TestRun>>> {
    const { equipment, run } = record.body;
    const note = (run?.note ?? '').slice(0, 400);
    const order = await this.options.orders.create(
      {
        ...{ kind: 'corrective', priority: 'P2', equipment, key: `test-run:${record.id}` },
        title: { en: 'Generator test run failed', zh: '发电机试机不合格' },
        description: { en: note || 'See the test run.', zh: note || '见试机记录。' },
        source: { kind: 'test-run', record: record.id },
      },
      deed.by,
    );
    return order.ok ? this.records.change(record.id, (one) => orderedForRun(one, order.value.id, deed)) : order;
  }
}

function runsNow({ running }: TestRunSet, read: (point: number) => { value: number; quality: number }): boolean | null {
  if (running === null) return null;
  const { value, quality } = read(running.index);
  return isGood(quality) ? value > running.above : null;
}
