import { actorOf } from '../../domain/duty/caller-time.ts';
import { type MeterRunRecord, meterPasts, meterRunDraft } from '../../domain/duty/meter-runs/meter-draft.ts';
import { METER_RUN, type MeterRun } from '../../domain/duty/meter-runs/meter-run.ts';
import type { MeterRunsPlan } from '../../domain/duty/meter-runs/meter-runs-plan.ts';
import {
  addRunAddendum,
  approveRun,
  checkMeter,
  estimateMeter,
  explainMeter,
  giveUpRun,
  readMeter,
  signRun,
  takeCounters,
} from '../../domain/duty/meter-runs/meter-steps.ts';
import type { RecordStep } from '../../domain/duty/record.ts';
import { roundMoments } from '../../domain/duty/rounds/round-schedule.ts';
import type { RoundActor } from '../../domain/duty/rounds/round-step.ts';
import { type Outcome, refused } from '../../domain/errors.ts';
import type { Site } from '../../domain/site.ts';
import { ZoneOffsets } from '../../domain/zone-offsets.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DutyNotices } from '../../ports/duty-notices.ts';
import type { Logger } from '../../ports/logger.ts';
import type { MeterRunDeed, MeterRunService } from '../../ports/meter-run-service.ts';
import type { RecordBook, Records } from '../../ports/record-book.ts';
import { TickTask } from '../tick-task.ts';
import { counterFacts, type RunHistory } from './counter-facts.ts';
import { runLate } from './run-texts.ts';

export interface MeterRunsOptions {
  readonly plan: MeterRunsPlan;
  readonly site: Pick<Site, 'timeZone' | 'points'>;
  readonly book: RecordBook;
  readonly history: RunHistory;
  readonly notices: DutyNotices;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface MeterRuns {
  readonly service: MeterRunService;
  /** Opens the run that is due, asks telemetry, and goes on every minute. Never rejects. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** One turn, or the one under way; twice does nothing more. Never rejects. */
  tick(): Promise<void>;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Until then what was read at the moment itself is in the record. */
const SETTLE_MS = 2 * MINUTE_MS;
/** After a longer standstill the runs before are not made up for. */
const LONGEST_ABSENCE_MS = 400 * DAY_MS;
/** So long before a moment the regular moment before it is looked for. */
const LONGEST_PERIOD_MS = 100 * DAY_MS;
/** A run between is given up so long after it was to be filed. */
const GIVEN_UP_MS = 31 * DAY_MS;
const MOST_BEFORE = 13;

/** Meter runs: telemetry fills what it has for the moment, people read the rest, a second person looks at what is odd. Nothing here writes to the plant. */
export function createMeterRuns(options: MeterRunsOptions): MeterRuns {
  const { clock, logger } = options;
  const keeper = new RunKeeper(options);
  const task = new TickTask({
    ...{ clock, logger, periodMs: MINUTE_MS, name: 'meter runs' },
    task: () => keeper.turn(clock.nowMs()),
  });
  return {
    service: createService(options, keeper, () => void task.run()),
    start: () => task.start(),
    stop: () => task.stop(),
    tick: () => task.run(),
  };
}

/** Opens runs, asks telemetry for them, and ends those that were never filed. */
class RunKeeper {
  readonly records: Records<MeterRun>;
  private readonly options: MeterRunsOptions;
  private readonly offsets: ZoneOffsets;
  private readonly points: ReadonlyMap<string, Site['points'][number]>;
  private nextFrom: number | undefined;
  /** Runs that were told late; after a restart the outbox knows what it has. At most as many as there are runs. */
  private readonly told = new Set<number>();

  constructor(options: MeterRunsOptions) {
    this.options = options;
    this.records = options.book.of(METER_RUN);
    this.offsets = new ZoneOffsets(options.site.timeZone);
    this.points = new Map(options.site.points.map((point) => [point.tag, point]));
  }

  /** Rejects with STORE_UNAVAILABLE or HISTORY_UNAVAILABLE; asking again does the rest. */
  async turn(now: number): Promise<void> {
    if (this.options.plan.meters.length === 0) return;
    await this.openDue(now);
    for (const record of await this.records.list({ states: ['open'], limit: 100 })) await this.follow(record, now);
  }

  private async openDue(now: number): Promise<void> {
    const from = this.nextFrom ?? (await this.firstMoment(now));
    for (const at of roundMoments(this.options.plan.schedule, this.offsets, from, now + 1)) {
      await this.open(at, this.offsets.text(at).slice(0, 10), null, 'system', now);
      this.nextFrom = at + 1;
    }
    this.nextFrom ??= from;
  }

  /** After the newest regular run; where there is none, one whose moment was within the last day. */
  private async firstMoment(now: number): Promise<number> {
    const runs = await this.records.list({ limit: MOST_BEFORE });
    const newest = runs.find(({ body }) => body.reason === null);
    return newest ? Math.max(newest.at + 1, now - LONGEST_ABSENCE_MS) : now - DAY_MS;
  }

  async open(at: number, period: string, reason: string | null, by: string, now: number): Promise<MeterRunRecord> {
    const before = await this.records.list({ to: at, limit: MOST_BEFORE });
    const draft = meterRunDraft(this.options.plan, { at, now, period, reason, by, before });
    return (await this.records.open(draft)).record;
  }

  /** `2026-11-30T10:20` of a run between. */
  periodAt(at: number): string {
    return this.offsets.text(at).slice(0, 16);
  }

  private async follow(record: MeterRunRecord, now: number): Promise<void> {
    const { body } = record;
    if (!body.isAutoDone && now >= body.readingAt + SETTLE_MS) await this.ask(record, now);
    if (await this.isGivenUp(record, now)) {
      await this.records.change(record.id, (present) => giveUpRun(present, now));
    } else this.tellLate(record, now);
  }

  private tellLate(record: MeterRunRecord, now: number): void {
    if (this.told.has(record.id) || record.dueAt === null || now < record.dueAt) return;
    this.told.add(record.id);
    this.options.notices.tell(runLate(record, now));
  }

  private async ask(record: MeterRunRecord, now: number): Promise<void> {
    const { plan, history } = this.options;
    const at = record.body.readingAt;
    const momentBefore = roundMoments(plan.schedule, this.offsets, at - LONGEST_PERIOD_MS, at).at(-1) ?? null;
    const facts = await counterFacts(history, { record, points: this.points, maxAgeMs: plan.maxAgeMs, momentBefore });
    await this.records.change(record.id, (present) => takeCounters(present, facts, now));
  }

  /** A later regular run stands for it, or nobody has filed it for a month. */
  private async isGivenUp(record: MeterRunRecord, now: number): Promise<boolean> {
    if (now > (record.dueAt ?? record.at) + GIVEN_UP_MS) return true;
    const later = await this.records.list({ from: record.at + 1, limit: MOST_BEFORE });
    return record.body.reason === null && later.some(({ body }) => body.reason === null);
  }
}

function createService({ plan, clock }: MeterRunsOptions, keeper: RunKeeper, follow: () => void): MeterRunService {
  const { records } = keeper;
  return {
    register: async () => {
      const pasts = meterPasts(await records.list({ limit: MOST_BEFORE }), 1);
      return plan.meters.map((meter) => {
        const past = pasts.get(meter.id);
        return { ...meter, last: past?.last ?? null, lastAt: past?.lastAt ?? null };
      });
    },
    list: (query) => records.list(query),
    get: async (id) => {
      const record = await records.get(id);
      return record && { record, events: await records.events(id) };
    },
    begin: async (reason, { username }) => {
      const now = clock.nowMs();
      const record = await keeper.open(now, keeper.periodAt(now), reason, username, now);
      follow();
      return record;
    },
    act: async (id, deed, caller, expectedVersion) => {
      const who = actorOf(caller, clock.nowMs());
      return records.change(id, (record) => stepOf(record, deed, who), expectedVersion);
    },
  };
}

function stepOf(record: MeterRunRecord, deed: MeterRunDeed, who: RoundActor): Outcome<RecordStep<MeterRun>> {
  switch (deed.kind) {
    case 'read': {
      const { meter, value, photo, note } = deed;
      return readMeter(record, { meter, value, photo, note }, who);
    }
    case 'estimate':
      return estimateMeter(record, { meter: deed.meter, value: deed.value, reason: deed.reason }, who);
    case 'explain':
      return explainMeter(record, { meter: deed.meter, reason: deed.reason }, who);
    case 'check':
      return checkMeter(record, { meter: deed.meter, result: deed.result, note: deed.note }, who);
    case 'sign':
      return signRun(record, deed.note, who);
    case 'approve':
      return approveRun(record, deed.note, who);
    case 'addendum':
      return addRunAddendum(record, deed.note, who);
    default:
      return unknownDeed(deed);
  }
}

const unknownDeed = (_deed: never): Outcome<never> => refused('RECORD_STEP_REFUSED');
