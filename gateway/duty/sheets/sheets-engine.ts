import type { DutyRecord } from '../../domain/duty/record.ts';
import { LOG_SHEET, type LogSheet, type SheetRow } from '../../domain/duty/sheets/log-sheet.ts';
import { addRows, captureRow, type Derive, endSheet } from '../../domain/duty/sheets/sheet-capture.ts';
import { dateAfter } from '../../domain/duty/sheets/sheet-day.ts';
import { openedSheet, sheetKey } from '../../domain/duty/sheets/sheet-open.ts';
import type { SheetPlan, SheetsPlan } from '../../domain/duty/sheets/sheets-plan.ts';
import type { ZoneOffsets } from '../../domain/zone-offsets.ts';
import type { Clock, Timer } from '../../ports/clock.ts';
import type { HistoryReader } from '../../ports/historian.ts';
import type { Logger } from '../../ports/logger.ts';
import type { RecordBook, Records } from '../../ports/record-book.ts';
import type { RowReader } from './row-reader.ts';
import { extraRowsOf, runChanges } from './run-changes.ts';
import { wantedSheets } from './wanted-sheets.ts';

export interface SheetsEngineOptions {
  readonly plan: Pick<SheetsPlan, 'sheets' | 'reviewBy' | 'catchUpDays'>;
  readonly zone: ZoneOffsets;
  readonly book: RecordBook;
  readonly rows: RowReader;
  readonly history: Pick<HistoryReader, 'samples'>;
  readonly derive: Derive;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Also done at every tick, such as judging starts. */
  readonly beside?: readonly ((now: number) => Promise<void>)[];
}

type Sheet = DutyRecord<LogSheet>;

const TICK_MS = 60_000;
const DAY_MS = 86_400_000;
const MOST_OPEN = 1_000;
const MOST_SAMPLES = 20_000;
/** What arrives late is looked at again. */
const OVERLAP_MS = 120_000;
/** A machine that does not change says so once in five minutes; before that nothing is known of it. */
const RUN_STATE_MS = 360_000;

/**
 * Makes the sheets of every day, takes telemetry at each slot, opens rows at starts and stops, and ends what nobody signs. Everything
 * it knows stands in the record book: after a kill it goes on, and what it slept through it makes up as it can be known.
 */
export class SheetsEngine {
  private readonly options: SheetsEngineOptions;
  private readonly records: Records<LogSheet>;
  /** Sheets on which something is still to be done, by id. Bounded by the sheets of the days made up. */
  private readonly open = new Map<number, Sheet>();
  private readonly lastDates = new Map<string, string>();
  private readonly seenUntil = new Map<number, number>();
  private ticker: Timer | undefined;
  private slotTimer: Timer | undefined;
  private working: Promise<void> | undefined;
  private isAskedAgain = false;
  private isStopped = false;
  private isRecalled = false;

  constructor(options: SheetsEngineOptions) {
    this.options = options;
    this.records = options.book.of(LOG_SHEET);
  }

  /** Resolves after what should have been meanwhile is there. Never rejects: what the store refuses is tried at the next tick. */
  start(): Promise<void> {
    this.ticker = this.options.clock.every(TICK_MS, () => void this.tick());
    return this.tick();
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    this.ticker?.cancel();
    this.slotTimer?.cancel();
    await this.working;
  }

  /** Does what is due now; the same twice changes nothing. One after the other. */
  tick(): Promise<void> {
    if (this.working) {
      this.isAskedAgain = true;
      return this.working;
    }
    const work = this.work().finally(() => {
      this.working = undefined;
    });
    this.working = work;
    return work;
  }

  private async work(): Promise<void> {
    do {
      this.isAskedAgain = false;
      await this.once();
    } while (this.isAskedAgain && !this.isStopped);
  }

  private async once(): Promise<void> {
    const now = this.options.clock.nowMs();
    await this.guarded('log sheets', () => this.openSheets(now));
    for (const sheet of [...this.open.values()]) {
      if (this.isStopped) return;
      await this.guarded(sheet.key, () => this.attend(sheet, now));
    }
    for (const task of this.options.beside ?? []) await this.guarded('beside log sheets', () => task(now));
    this.armSlot(now);
  }

  private async guarded(what: string, task: () => Promise<void>): Promise<void> {
    try {
      await task();
    } catch (error) {
      this.options.logger.warn({ err: error, what }, 'could not be done now; it is tried again');
    }
  }

  private async openSheets(now: number): Promise<void> {
    if (!this.isRecalled) await this.recall(now);
    this.isRecalled = true;
    const { plan, zone } = this.options;
    for (const sheet of plan.sheets) {
      for (const wanted of wantedSheets(sheet, this.lastDates.get(sheet.id), plan, zone, now)) {
        const { record } = await this.records.open(openedSheet(sheet, { ...wanted, now }));
        this.take(record);
        this.lastDates.set(sheet.id, wanted.day.date);
      }
    }
  }

  /** Which sheets there are, after a start. */
  private async recall(now: number): Promise<void> {
    const { plan } = this.options;
    const from = now - (plan.catchUpDays + 40) * DAY_MS;
    for (const record of await this.records.list({ states: ['open'], from, limit: MOST_OPEN })) this.take(record);
    for (const sheet of plan.sheets) {
      const last = await this.newest(sheet);
      if (last !== undefined) this.lastDates.set(sheet.id, last);
    }
  }

  private async newest({ id, subject }: SheetPlan): Promise<string | undefined> {
    const found = await this.records.list({ subject, limit: 20 });
    return found.find(({ body }) => body.sheet === id)?.body.date;
  }

  private take(record: Sheet): void {
    if (record.state === 'open') this.open.set(record.id, record);
    else this.open.delete(record.id);
  }

  private async attend(former: Sheet, now: number): Promise<void> {
    await this.openRows(former, now);
    const sheet = await this.captureDue(this.open.get(former.id) ?? former, now);
    if (sheet.dueAt === null || now < sheet.dueAt) return;
    const ended = await this.records.change(sheet.id, (record) => endSheet(record, now));
    if (ended.ok) this.take(ended.value);
    else await this.reload(sheet.id);
  }

  /** Somebody has signed it meanwhile, or it is gone. */
  private async reload(id: number): Promise<void> {
    const present = await this.records.get(id);
    if (present) this.take(present);
    else this.open.delete(id);
  }

  private async captureDue(known: Sheet, now: number): Promise<Sheet> {
    let sheet = known;
    for (const row of known.body.rows.filter((one) => one.capturedAt === null && one.at <= now)) {
      const capture = await this.options.rows.read(sheet.body, row, await this.rowsBefore(sheet, row), now);
      const changed = await this.records.change(sheet.id, (record) =>
        captureRow(record, capture, this.options.derive, now),
      );
      const present = changed.ok ? changed.value : await this.records.get(sheet.id);
      if (!present) break;
      sheet = present;
      this.take(sheet);
    }
    return sheet;
  }

  /** Rows of the day before, for the first slots of a day. */
  private async rowsBefore({ body }: Sheet, row: SheetRow): Promise<readonly SheetRow[]> {
    const isFirst = !body.rows.some(
      ({ kind, at, capturedAt }) => kind === 'slot' && at < row.at && capturedAt !== null,
    );
    if (row.kind !== 'slot' || !isFirst) return [];
    const before = await this.records.byKey(sheetKey(body.sheet, dateAfter(body.date, -1)));
    return before?.body.rows ?? [];
  }

  /** Starts and stops since they were looked for last. */
  private async openRows({ id, body }: Sheet, now: number): Promise<void> {
    const { runTag, extraRows } = body.form;
    const seen = Math.max(body.seenUntil, this.seenUntil.get(id) ?? 0);
    const until = Math.min(now, body.endAt);
    if (runTag === null || extraRows.length === 0 || seen >= until) return;
    const from = Math.max(body.startAt, seen - OVERLAP_MS);
    const samples = await this.options.history.samples(runTag, from - RUN_STATE_MS, until, MOST_SAMPLES);
    const changes = runChanges(samples, undefined).filter(({ at }) => at >= from);
    const known = new Set(body.rows.map((row) => row.id));
    const rows = extraRowsOf(body.form, changes).filter((row) => !known.has(row.id));
    if (rows.length > 0) {
      const changed = await this.records.change(id, (record) => addRows(record, rows, until, now));
      if (changed.ok) this.take(changed.value);
    }
    this.seenUntil.set(id, until);
  }

  /** The next slot is read at its very moment, not up to a minute later. */
  private armSlot(now: number): void {
    this.slotTimer?.cancel();
    if (this.isStopped) return;
    const coming = [...this.open.values()].flatMap(({ body }) =>
      body.rows.flatMap(({ at, capturedAt }) => (capturedAt === null && at > now ? [at] : [])),
    );
    const next = Math.min(...coming);
    if (next - now < TICK_MS) this.slotTimer = this.options.clock.after(next - now, () => void this.tick());
  }
}
