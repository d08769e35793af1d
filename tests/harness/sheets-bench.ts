import type { SheetForm } from '../../gateway/domain/duty/sheets/sheet-form.ts';
import type { SheetPlan, SheetsPlan } from '../../gateway/domain/duty/sheets/sheets-plan.ts';
import type { Point } from '../../gateway/domain/point.ts';
import { isBad } from '../../gateway/domain/quality.ts';
import { ZoneOffsets } from '../../gateway/domain/zone-offsets.ts';
import { ComfortWatch } from '../../gateway/duty/sheets/comfort-watch.ts';
import { createDerive } from '../../gateway/duty/sheets/derive-cells.ts';
import { PointReader } from '../../gateway/duty/sheets/point-reader.ts';
import { RowReader } from '../../gateway/duty/sheets/row-reader.ts';
import { createSheetService } from '../../gateway/duty/sheets/sheet-service.ts';
import { SheetsEngine } from '../../gateway/duty/sheets/sheets-engine.ts';
import { TimedStarts } from '../../gateway/duty/sheets/timed-starts.ts';
import { createExpressionLanguage } from '../../gateway/expressions/cel-language.ts';
import { Latest } from '../../gateway/pipeline/latest.ts';
import type { DutyNotice } from '../../gateway/ports/duty-notices.ts';
import type { CounterIncrement, HistoryColumns } from '../../gateway/ports/historian.ts';
import type { RecordBook } from '../../gateway/ports/record-book.ts';
import type { SheetService } from '../../gateway/ports/sheet-service.ts';
import type { WorkOrderDraft, WorkOrderService } from '../../gateway/ports/work-order-service.ts';
import { exampleEquipment } from './builders.ts';
import { ManualClock } from './manual-clock.ts';
import { MemoryHistory, type MemorySample } from './memory-history.ts';
import { MemoryRecordBook } from './memory-record-book.ts';
import { silentLogger } from './silent-logger.ts';

/** A plan with nothing in it. */
export const NO_SHEETS: SheetsPlan = { sheets: [], timedStarts: [], comfort: [], reviewBy: 600, catchUpDays: 7 };

const COLUMN = {
  ...{
    unit: '',
    digits: 0,
    byHand: false,
    tag: null,
    take: 'last' as const,
    equals: null,
    maxAgeMs: 60_000,
    expr: null,
  },
  ...{ figure: null, normal: null, options: [], required: false, onFail: null, tolerance: null, compareWith: null },
  standing: false,
};

/** A form of one block: two-hourly, one column of telemetry with its register, one that people fill. */
export function exampleForm(change: Partial<SheetForm> = {}): SheetForm {
  const title = (text: string) => ({ en: text, zh: text });
  return {
    ...{ form: 'room-log', version: 1, title: title('Room log'), subjectName: title('LV room') },
    basis: { kind: 'house', text: '', checked: false },
    slots: [0, 120, 240, 360, 480, 600, 720, 840, 960, 1080, 1200, 1320],
    windows: { beforeMs: 900_000, lateMs: 1_800_000, closeMs: 5_400_000 },
    ...{ runTag: null, extraRows: [] },
    blocks: [
      {
        ...{ id: 'lv', title: title('Incomer'), equipment: 'X1', name: title('X1'), per: 'slot' },
        columns: [
          {
            ...COLUMN,
            key: 'lv.u',
            title: title('voltage'),
            type: 'number',
            fill: 'auto',
            byHand: true,
            tag: 'X1.u',
            unit: 'V',
            tolerance: 8,
          },
          {
            ...COLUMN,
            key: 'lv.kwh',
            title: title('register'),
            type: 'number',
            fill: 'auto',
            byHand: true,
            tag: 'X1.kwh',
          },
          {
            ...{ ...COLUMN, key: 'lv.kwh_d', title: title('energy'), type: 'number', fill: 'derived' },
            figure: { kind: 'delta', tags: ['X1.kwh'], column: 'lv.kwh' },
          },
          {
            ...COLUMN,
            key: 'lv.twice',
            title: title('twice'),
            type: 'number',
            fill: 'derived',
            expr: "at('lv.u') * 2",
          },
          {
            ...{ ...COLUMN, key: 'lv.joints', title: title('joints'), type: 'check', fill: 'hand', byHand: true },
            ...{ required: true, onFail: 'order' },
          },
          {
            ...COLUMN,
            key: 'lv.p',
            title: title('gauge'),
            type: 'number',
            fill: 'hand',
            byHand: true,
            required: false,
          },
        ],
      },
    ],
    signs: [
      { id: 'duty', title: title('Duty'), per: 'slot', least: 'technician', withinMs: 0 },
      { id: 'lead', title: title('Lead'), per: 'day', least: 'operator', withinMs: 36_000_000 },
    ],
    keepMs: 1,
    ...change,
  };
}

export const exampleSheet = (change: Partial<SheetPlan> = {}): SheetPlan => ({
  ...{ id: 'lv', subject: 'X1', days: [1, 2, 3, 4, 5, 6, 7], form: exampleForm() },
  ...change,
});

/** The history of the bench: samples, and counters that rise from sample to sample. */
export class SheetHistory extends MemoryHistory {
  private readonly all: ReadonlyMap<string, readonly MemorySample[]>;

  constructor(samples: ReadonlyMap<string, readonly MemorySample[]>) {
    super(samples);
    this.all = samples;
  }

  async increments(tags: readonly string[], edgesMs: readonly number[]): Promise<readonly CounterIncrement[]> {
    const [from = 0, to = 0] = [edgesMs[0], edgesMs.at(-1)];
    return tags.map((tag, point) => {
      const [first, last] = [this.lastGood(tag, from), this.lastGood(tag, to)];
      const isKnown = first !== undefined && last !== undefined;
      const increment = isKnown ? last - first : 0;
      return {
        ...{ point, bucketStartMs: from, increment, estimated: 0, quality: 'measured' },
        ...{ coverage: isKnown ? 1 : 0, known: isKnown ? 1 : 0 },
      };
    });
  }

  async corrections(): Promise<readonly []> {
    return [];
  }

  /** As the real one: as many columns as asked for, of what lies in each. */
  override async query(tag: string, fromMs: number, toMs: number, width = 1): Promise<HistoryColumns> {
    const columnMs = (toMs - fromMs) / width;
    const own = (this.all.get(tag) ?? []).filter((one) => one.time >= fromMs && one.time < toMs && !isBad(one.quality));
    const columns = [...Map.groupBy(own, ({ time }) => Math.floor((time - fromMs) / columnMs))];
    const of = (pick: (values: number[]) => number): Float64Array =>
      Float64Array.from(columns, ([, samples]) => pick(samples.map(({ value }) => value)));
    return {
      ...{ tag, fromMs, toMs, columnMs, time: Float64Array.from(columns, ([at]) => fromMs + at * columnMs) },
      ...{ min: of((values) => Math.min(...values)), max: of((values) => Math.max(...values)) },
      mean: of((values) => values.reduce((sum, value) => sum + value, 0) / values.length),
      last: of((values) => values.at(-1) ?? Number.NaN),
      good: Float32Array.from(columns, () => 1),
    };
  }

  private lastGood(tag: string, at: number): number | undefined {
    return (this.all.get(tag) ?? []).findLast(({ time, quality }) => time <= at && !isBad(quality))?.value;
  }
}

export interface SheetsBench {
  readonly engine: SheetsEngine;
  readonly service: SheetService;
  readonly book: MemoryRecordBook;
  readonly clock: ManualClock;
  readonly latest: Latest;
  readonly told: DutyNotice[];
  readonly orders: WorkOrderDraft[];
  /** Equipment in maintenance mode. */
  readonly underRepair: Set<string>;
}

export interface BenchOptions {
  readonly plan?: Partial<SheetsPlan>;
  readonly points?: readonly Point[];
  readonly samples?: ReadonlyMap<string, readonly MemorySample[]>;
  readonly timeZone?: string;
  readonly startMs?: number;
  /** A book that was filled before: the gateway has been killed. */
  readonly book?: MemoryRecordBook;
}

/** Log sheets over memory: engine and service with a movable clock. */
export function sheetsBench(options: BenchOptions = {}): SheetsBench {
  const { points = [], samples = new Map(), timeZone = 'Asia/Shanghai' } = options;
  const plan = { ...NO_SHEETS, ...options.plan };
  const clock = new ManualClock(options.startMs ?? Date.UTC(2026, 0, 4, 15, 0));
  const [book, latest] = [options.book ?? new MemoryRecordBook(), new Latest(points.length)];
  const [told, orders, underRepair]: [DutyNotice[], WorkOrderDraft[], Set<string>] = [[], [], new Set()];
  const notices = { tell: (notice: DutyNotice) => void told.push(notice) };
  const zone = new ZoneOffsets(timeZone);
  const history = new SheetHistory(samples);
  const derive = createDerive(createExpressionLanguage());
  const byTag = new Map(points.map((point) => [point.tag, point]));
  const reader = new PointReader({ points: byTag, latest, history, isUnderRepair: (one) => underRepair.has(one) });
  const shared = { plan, zone, book: book as RecordBook, history, derive, clock, logger: silentLogger, notices };
  const starts = new TimedStarts(shared);
  const comfort = new ComfortWatch({ zones: plan.comfort, points: byTag, latest, zone, notices });
  const engine = new SheetsEngine({
    ...{ ...shared, rows: new RowReader({ reader, history }) },
    beside: [(now) => starts.tick(now), (now) => comfort.tick(now)],
  });
  const service = createSheetService({
    ...{ ...shared, comfort: plan.comfort, workOrders: fakeOrders(orders) },
    site: { id: 'tower', equipment: [exampleEquipment({ id: 'X1', area: 'A1' })] },
  });
  return { engine, service, book, clock, latest, told, orders, underRepair };
}

/** Numbers orders from 1; the same key is the same order. */
function fakeOrders(drafts: WorkOrderDraft[]): Pick<WorkOrderService, 'create'> {
  return {
    create: async (draft) => {
      const known = drafts.findIndex(({ key }) => key === draft.key);
      if (known < 0) drafts.push(draft);
      const id = known < 0 ? drafts.length : known + 1;
      return { ok: true, value: { id } } as Awaited<ReturnType<WorkOrderService['create']>>;
    },
  };
}
