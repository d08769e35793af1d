import type { Alarm } from '../../domain/alarm.ts';
import { type IncidentReport, PLAYBOOK, type PlaybookRun } from '../../domain/duty/playbooks/playbook.ts';
import type { Playbook, PlaybookPlan } from '../../domain/duty/playbooks/playbook-plan.ts';
import {
  cancelRun,
  confirmStep,
  endRun,
  noteRun,
  playbookDraft,
  reportRun,
  type StepWords,
  signRun,
  skipStep,
} from '../../domain/duty/playbooks/playbook-steps.ts';
import type { DutyRecord, RecordStep } from '../../domain/duty/record.ts';
import type { Deed } from '../../domain/duty/record-deed.ts';
import type { EquipmentClass } from '../../domain/equipment.ts';
import { done, type Outcome, refused } from '../../domain/errors.ts';
import type { Point } from '../../domain/point.ts';
import { isGood } from '../../domain/quality.ts';
import type { AlarmService } from '../../ports/alarm-service.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DutyNotices } from '../../ports/duty-notices.ts';
import type { ExpressionLanguage } from '../../ports/expression.ts';
import type { HistoryReader } from '../../ports/historian.ts';
import type { LatestValues } from '../../ports/latest-values.ts';
import type { Logger } from '../../ports/logger.ts';
import type { LibraryEntry, PlaybookRequest, PlaybookService } from '../../ports/playbook-service.ts';
import type { RecordBook, RecordQuery, Records } from '../../ports/record-book.ts';
import { TickTask } from '../tick-task.ts';
import { catchUp, lookAt, type PlaybookWatchParts, running, takeAlarm } from './playbook-watch.ts';
import { StepWatch } from './step-watch.ts';

/** Steps of a power failure are seconds apart. */
const LOOK_MS = 1_000;
const DAY_MS = 86_400_000;
/** Runs among which the last drill is looked for. */
const MOST_RUNS = 200;
/** Alarms that wait to be looked at; in a flood the consequences come last. */
const MOST_WAITING = 5_000;

export interface PlaybookOptions {
  readonly plan: PlaybookPlan;
  readonly points: readonly Point[];
  readonly classOf: (equipment: string) => EquipmentClass | undefined;
  readonly book: RecordBook;
  readonly alarms: Pick<AlarmService, 'open' | 'onChange'>;
  readonly reader: Pick<HistoryReader, 'samples' | 'newest'>;
  readonly latest: Pick<LatestValues, 'value' | 'quality' | 'sourceTime'>;
  readonly expressions: ExpressionLanguage;
  readonly notices: DutyNotices;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly newId: () => string;
}

/** Playbooks that begin by alarms, see what telemetry shows and wait for people for the rest. */
export interface Playbooks {
  readonly service: PlaybookService;
  /** Takes up what was running, with what was to be seen meanwhile. Never rejects. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** One look at the alarms that came and at every run. Never rejects. */
  tick(): Promise<void>;
}

/** Watches the playbooks of a site. */
export function createPlaybooks(options: PlaybookOptions): Playbooks {
  const { plan, points, alarms, clock, logger, expressions } = options;
  const records = options.book.of(PLAYBOOK);
  const steps = new StepWatch(plan.playbooks, points, expressions);
  const parts: PlaybookWatchParts = { ...options, records, steps, read: readLatest(options.latest) };
  const waiting = new Map<string, Alarm>();
  const take = (alarm: Alarm): void => {
    if (waiting.size < MOST_WAITING) waiting.set(alarm.id, alarm);
  };
  // The book is asked each second only while something runs.
  let mayRun = true;
  const look = async (): Promise<void> => {
    const now = clock.nowMs();
    await takeWaiting(parts, waiting, now);
    if (!mayRun) return;
    mayRun = false;
    const runs = await running(records);
    mayRun ||= runs.length > 0;
    for (const record of runs) await lookAt(parts, record, now);
  };
  const task = new TickTask({ clock, logger, periodMs: LOOK_MS, name: 'playbooks', task: look });
  const endings: (() => void)[] = [];
  return {
    service: new Service(options, records),
    async start() {
      await catchUpAll(parts, clock.nowMs()).catch((error: unknown) =>
        logger.warn({ err: error }, 'what a playbook missed could not be read; it goes on from here'),
      );
      endings.push(alarms.onChange(take));
      endings.push(
        options.book.onChange(({ kind }) => {
          mayRun ||= kind === PLAYBOOK.kind;
        }),
      );
      for (const alarm of alarms.open()) take(alarm);
      await task.start();
    },
    async stop() {
      for (const end of endings.splice(0)) end();
      await task.stop();
    },
    tick: () => task.run(),
  };
}

/** Alarms that came since the last look. One that could not be taken waits for the next. */
async function takeWaiting(parts: PlaybookWatchParts, waiting: Map<string, Alarm>, now: number): Promise<void> {
  for (const [id, alarm] of waiting) {
    await takeAlarm(parts, alarm, now);
    if (waiting.get(id) === alarm) waiting.delete(id);
  }
}

async function catchUpAll(parts: PlaybookWatchParts, now: number): Promise<void> {
  for (const record of await running(parts.records)) await catchUp(parts, record, now);
}

const readLatest =
  ({
    value,
    quality,
    sourceTime,
  }: Pick<LatestValues, 'value' | 'quality' | 'sourceTime'>): PlaybookWatchParts['read'] =>
  (point) =>
    isGood(quality[point]!) ? { value: value[point]!, at: sourceTime[point]! } : undefined;

class Service implements PlaybookService {
  readonly plan: PlaybookPlan;
  private readonly options: PlaybookOptions;
  private readonly records: Records<PlaybookRun>;

  constructor(options: PlaybookOptions, records: Records<PlaybookRun>) {
    this.plan = options.plan;
    this.options = options;
    this.records = records;
  }

  library(): Promise<readonly LibraryEntry[]> {
    return Promise.all(this.plan.playbooks.map((playbook) => this.entryOf(playbook)));
  }

  list(query: RecordQuery) {
    return this.records.list(query);
  }

  get(id: number) {
    return this.records.get(id);
  }

  events(id: number) {
    return this.records.events(id);
  }

  async start(request: PlaybookRequest, deed: Deed): Promise<Outcome<DutyRecord<PlaybookRun>>> {
    const playbook = this.plan.playbooks.find(({ id }) => id === request.playbook);
    if (!playbook) return refused('RECORD_NOT_FOUND', 'there is no such playbook');
    const stranger = request.equipment.find((id) => this.options.classOf(id) === undefined);
    if (stranger !== undefined) return refused('EQUIPMENT_NOT_FOUND', stranger);
    const { isDrill, place, equipment } = request;
    const beginning = { key: this.options.newId(), startedAt: deed.at, isDrill, place, alarms: [], equipment };
    return done((await this.records.open(playbookDraft(playbook, beginning, deed))).record);
  }

  confirm(id: number, step: string, words: StepWords, deed: Deed) {
    return this.change(id, (record) => confirmStep(record, step, words, deed));
  }

  skip(id: number, step: string, reason: string, deed: Deed) {
    return this.change(id, (record) => skipStep(record, step, reason, deed));
  }

  note(id: number, text: string, deed: Deed) {
    return this.change(id, (record) => noteRun(record, text, deed));
  }

  end(id: number, deed: Deed, version?: number) {
    return this.change(id, (record) => endRun(record, deed), version);
  }

  cancel(id: number, reason: string, deed: Deed, version?: number) {
    return this.change(id, (record) => cancelRun(record, reason, deed), version);
  }

  report(id: number, report: IncidentReport, deed: Deed, version?: number) {
    return this.change(id, (record) => reportRun(record, report, deed), version);
  }

  sign(id: number, deed: Deed, version?: number) {
    return this.change(id, (record) => signRun(record, deed), version);
  }

  private change(
    id: number,
    step: (record: DutyRecord<PlaybookRun>) => Outcome<RecordStep<PlaybookRun>>,
    version?: number,
  ): Promise<Outcome<DutyRecord<PlaybookRun>>> {
    return this.records.change(id, step, version);
  }

  private async entryOf(playbook: Playbook): Promise<LibraryEntry> {
    const runs = await this.records.list({ subject: playbook.id, states: ['done'], limit: MOST_RUNS });
    const last = runs[0]?.body.endedAt ?? null;
    const { drillEveryDays } = playbook;
    const now = this.options.clock.nowMs();
    const isDrillDue = drillEveryDays !== null && now >= (last ?? Number.NEGATIVE_INFINITY) + drillEveryDays * DAY_MS;
    return { playbook, lastPractisedAt: last, isDrillDue };
  }
}
