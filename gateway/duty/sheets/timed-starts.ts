import {
  judgeStart,
  openedStart,
  settleStart,
  TIMED_START,
  type TimedStart,
} from '../../domain/duty/playbooks/timed-start.ts';
import type { DutyRecord } from '../../domain/duty/record.ts';
import { civilDay, dateAfter, dateAt, weekdayOf } from '../../domain/duty/sheets/sheet-day.ts';
import type { SheetsPlan, TimedStartPlan } from '../../domain/duty/sheets/sheets-plan.ts';
import type { LocalText } from '../../domain/text.ts';
import type { ZoneOffsets } from '../../domain/zone-offsets.ts';
import type { DutyNotices } from '../../ports/duty-notices.ts';
import type { HistoryReader } from '../../ports/historian.ts';
import type { RecordBook, Records } from '../../ports/record-book.ts';
import { groupStates } from './run-changes.ts';

export interface TimedStartsOptions {
  readonly plan: Pick<SheetsPlan, 'timedStarts' | 'catchUpDays'>;
  readonly zone: ZoneOffsets;
  readonly book: RecordBook;
  readonly history: Pick<HistoryReader, 'samples'>;
  readonly notices: DutyNotices;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const RUN_STATE_MS = 360_000;
const MOST_SAMPLES = 20_000;
const MOST_OPEN = 1_000;

type What = TimedStart['what'];

/** A start or stop that the plan asks for on a day. */
export interface PlannedStart {
  readonly what: What;
  readonly date: string;
  readonly plannedAt: number;
}

/** What of one plan should have a record at `now`: every moment since then whose time has come near, oldest first. */
export function plannedStarts(
  plan: TimedStartPlan,
  what: What,
  since: number,
  zone: ZoneOffsets,
  now: number,
): readonly PlannedStart[] {
  const minute = plan[what];
  if (minute === null) return [];
  const planned: PlannedStart[] = [];
  for (let date = dateAt(since, zone); date <= dateAt(now + DAY_MS, zone); date = dateAfter(date, 1)) {
    if (plan.days.includes(weekdayOf(date))) planned.push({ what, date, plannedAt: momentOf(date, minute, zone) });
  }
  return planned.filter(({ plannedAt }) => plannedAt >= since && plannedAt - plan.earliestMs <= now);
}

const momentOf = (date: string, minute: number, zone: ZoneOffsets): number =>
  zone.instants(Date.parse(`${date}T00:00:00Z`) + minute * MINUTE_MS)[0] ??
  civilDay(date, zone).startMs + minute * MINUTE_MS;

const BOTH: readonly What[] = ['start', 'stop'];
const wayOf = (plan: string, what: What): string => `${plan} ${what}`;

/** Opens a record of every planned start and stop and judges it by what telemetry saw. */
export class TimedStarts {
  private readonly options: TimedStartsOptions;
  private readonly records: Records<TimedStart>;
  /** By plan and way: from when on moments have no record yet. Empty before the first look. */
  private since: ReadonlyMap<string, number> = new Map();
  private readonly open = new Map<number, DutyRecord<TimedStart>>();

  constructor(options: TimedStartsOptions) {
    this.options = options;
    this.records = options.book.of(TIMED_START);
  }

  /** Rejects with STORE_UNAVAILABLE or HISTORY_UNAVAILABLE; the next tick does what is left. */
  async tick(now: number): Promise<void> {
    const { timedStarts } = this.options.plan;
    if (timedStarts.length === 0) return;
    if (this.since.size === 0) this.since = await this.recall(now);
    for (const plan of timedStarts) for (const what of BOTH) await this.openOf(plan, what, now);
    for (const record of [...this.open.values()]) await this.judge(record, now);
  }

  private async openOf(plan: TimedStartPlan, what: What, now: number): Promise<void> {
    const way = wayOf(plan.id, what);
    for (const planned of plannedStarts(plan, what, this.since.get(way) ?? now, this.options.zone, now)) {
      const { record } = await this.records.open(openedStart(plan, planned, now));
      if (record.state === 'open') this.open.set(record.id, record);
      this.since = new Map([...this.since, [way, planned.plannedAt + 1]]);
    }
  }

  /** After a start: from the last record of each on; at the first start ever from now. */
  private async recall(now: number): Promise<ReadonlyMap<string, number>> {
    const { timedStarts, catchUpDays } = this.options.plan;
    const earliest = now - catchUpDays * DAY_MS;
    const since = new Map<string, number>();
    for (const { id } of timedStarts) {
      const records = await this.records.list({ subject: id, limit: 4 });
      for (const what of BOTH) {
        const last = records.find(({ body }) => body.what === what);
        since.set(wayOf(id, what), last ? Math.max(earliest, last.at + 1) : now);
      }
    }
    for (const record of await this.records.list({ states: ['open'], limit: MOST_OPEN }))
      this.open.set(record.id, record);
    return since;
  }

  private async judge(record: DutyRecord<TimedStart>, now: number): Promise<void> {
    const { fromMs, toMs, tags } = record.body;
    const until = Math.min(now, toMs);
    const machines = await Promise.all(
      tags.map((tag) => this.options.history.samples(tag, fromMs - RUN_STATE_MS, until + 1, MOST_SAMPLES)),
    );
    const judgement = judgeStart(record.body, groupStates(machines, fromMs), now);
    if (!judgement) return;
    const settled = await this.records.change(record.id, (present) => settleStart(present, judgement, now));
    this.open.delete(record.id);
    if (settled.ok) this.tell(settled.value, now);
  }

  private tell({ key, body, state }: DutyRecord<TimedStart>, at: number): void {
    if (state !== 'missed' && body.verdict !== 'late') return;
    this.options.notices.tell({ code: 'TIMED_START', priority: 'P3', key, at, text: startText(body) });
  }
}

function startText({ title, what, verdict, offsetMs }: TimedStart): LocalText {
  const minutes = Math.round((offsetMs ?? 0) / MINUTE_MS);
  const zh = what === 'start' ? '启动' : '停机';
  switch (verdict) {
    case 'late':
      return { en: `${title.en}: ${what} ${minutes} min late`, zh: `${title.zh}：${zh}晚 ${minutes} 分钟` };
    case 'no-data':
      return {
        en: `${title.en}: whether the planned ${what} took place is not known`,
        zh: `${title.zh}：无数据，计划${zh}情况不明`,
      };
    default:
      return { en: `${title.en}: the planned ${what} did not take place`, zh: `${title.zh}：未按计划${zh}` };
  }
}
