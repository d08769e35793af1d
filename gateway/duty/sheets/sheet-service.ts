import { explainStart, TIMED_START } from '../../domain/duty/playbooks/timed-start.ts';
import { readPlaceCode } from '../../domain/duty/rounds/place-code.ts';
import { LOG_SHEET, type LogSheet } from '../../domain/duty/sheets/log-sheet.ts';
import type { Derive } from '../../domain/duty/sheets/sheet-capture.ts';
import { correctCell, fillRow, type Hand, linkOrder } from '../../domain/duty/sheets/sheet-entry.ts';
import { columnsOf } from '../../domain/duty/sheets/sheet-form.ts';
import {
  addAddendum,
  reviewProblem,
  reviewSheet,
  type Signer,
  signDay,
  signRow,
} from '../../domain/duty/sheets/sheet-signing.ts';
import type { ComfortZone } from '../../domain/duty/sheets/sheets-plan.ts';
import { done, type Outcome, refused } from '../../domain/errors.ts';
import type { Site } from '../../domain/site.ts';
import type { ZoneOffsets } from '../../domain/zone-offsets.ts';
import type { Clock } from '../../ports/clock.ts';
import type { HistoryReader } from '../../ports/historian.ts';
import type { RecordBook } from '../../ports/record-book.ts';
import type { SheetCaller, SheetFill, SheetRecord, SheetService } from '../../ports/sheet-service.ts';
import type { WorkOrderService } from '../../ports/work-order-service.ts';
import { comfortReport } from './comfort-report.ts';
import { findingOrder, remarkOrder } from './sheet-orders.ts';

export interface SheetServiceOptions {
  readonly site: Pick<Site, 'id' | 'equipment'>;
  readonly book: RecordBook;
  readonly history: Pick<HistoryReader, 'query'>;
  readonly workOrders: Pick<WorkOrderService, 'create'>;
  readonly comfort: readonly ComfortZone[];
  readonly zone: ZoneOffsets;
  readonly derive: Derive;
  readonly clock: Clock;
}

const handOf = ({ username: name, via, deviceAt }: SheetCaller): Hand => ({ name, via, deviceAt });
const signerOf = (caller: SheetCaller): Signer => ({ ...handOf(caller), role: caller.role });

/** What people do to sheets; each deed is one step of the record, decided on what is stored. */
export function createSheetService(options: SheetServiceOptions): SheetService {
  const { book, clock, derive } = options;
  const sheets = book.of(LOG_SHEET);
  const starts = book.of(TIMED_START);
  return {
    list: (query) => sheets.list(query),
    get: (id) => sheets.get(id),
    events: (id) => sheets.events(id),
    fill: (id, fill, caller, version) => fillSheet(options, id, fill, caller, version),
    correct: (id, change, caller, version) =>
      sheets.change(id, (record) => correctCell(record, change, handOf(caller), derive, clock.nowMs()), version),
    sign: (id, what, caller, version) =>
      sheets.change(
        id,
        (record) =>
          'row' in what
            ? signRow(record, what.row, signerOf(caller), clock.nowMs())
            : signDay(record, what.day, signerOf(caller), clock.nowMs()),
        version,
      ),
    review: (id, what, caller, version) => review(options, id, what, caller, version),
    addendum: (id, what, caller, version) =>
      sheets.change(id, (record) => addAddendum(record, what, handOf(caller), clock.nowMs()), version),
    starts: (query) => starts.list(query),
    start: (id) => starts.get(id),
    startEvents: (id) => starts.events(id),
    explain: (id, text, { username: actor, via }, version) =>
      starts.change(id, (record) => explainStart(record, text, { actor, via }, clock.nowMs()), version),
    comfort: (from, to) => comfortReport(options.comfort, options.history, options.zone, from, to),
  };
}

/** Enters values, then opens the orders that were asked for; the same again opens none twice. */
async function fillSheet(
  options: SheetServiceOptions,
  id: number,
  fill: SheetFill,
  caller: SheetCaller,
  version: number | undefined,
): Promise<Outcome<SheetRecord>> {
  const { book, derive, clock } = options;
  const filled = await book.of(LOG_SHEET).change(
    id,
    (record) => {
      const problem = scanProblem(options.site, record, fill);
      if (problem !== undefined) return refused('RECORD_STEP_REFUSED', problem);
      return fillRow(record, fill, handOf(caller), derive, clock.nowMs());
    },
    version,
  );
  return filled.ok ? openOrders(options, filled.value, fill, caller) : filled;
}

async function openOrders(
  { book, workOrders, clock, site }: SheetServiceOptions,
  filled: SheetRecord,
  fill: SheetFill,
  caller: SheetCaller,
): Promise<Outcome<SheetRecord>> {
  let record = filled;
  for (const { column, order } of fill.entries) {
    if (!order) continue;
    const draft = findingOrder(record, fill.row, column, site.equipment);
    const opened = draft ? await workOrders.create(draft, caller.username) : undefined;
    if (!opened?.ok) continue;
    const link = { row: fill.row, column, order: opened.value.id };
    const linked = await book
      .of(LOG_SHEET)
      .change(record.id, (present) => linkOrder(present, link, handOf(caller), clock.nowMs()));
    if (linked.ok) record = linked.value;
  }
  return done(record);
}

/** A code of another room does not prove that somebody was in this one. */
function scanProblem(
  { id: site, equipment }: SheetServiceOptions['site'],
  { subject, body }: SheetRecord,
  fill: SheetFill,
): string | undefined {
  const scans = new Set(columnsOf(body.form).flatMap(({ key, type }) => (type === 'scan' ? [key] : [])));
  const isHere = (place: string): boolean =>
    place === subject ||
    equipment.some((one) => (one.id === place && one.area === subject) || (one.id === subject && one.area === place));
  for (const { column, value } of fill.entries) {
    if (!scans.has(column)) continue;
    const place = readPlaceCode(site, String(value));
    if (!place) return `${column}: no code of this site`;
    if (!isHere(place.id)) return `${column}: the code is that of ${place.id}`;
  }
  return undefined;
}

/** A remark that opens an order is checked first, so that no order is opened for a review that is refused. */
async function review(
  { book, workOrders, clock, site }: SheetServiceOptions,
  id: number,
  { step, remark, order }: Parameters<SheetService['review']>[1],
  caller: SheetCaller,
  version: number,
): Promise<Outcome<SheetRecord>> {
  const sheets = book.of<LogSheet>(LOG_SHEET);
  const record = await sheets.get(id);
  if (!record) return refused('RECORD_NOT_FOUND');
  const problem = reviewProblem(record.body, step, signerOf(caller), clock.nowMs());
  if (problem !== undefined) return refused('RECORD_STEP_REFUSED', problem);
  const opened =
    order && remark
      ? await workOrders.create(remarkOrder(record, step, remark, site.equipment), caller.username)
      : undefined;
  if (opened && !opened.ok) return opened;
  const mark = { step, remark, order: opened ? opened.value.id : null };
  return sheets.change(id, (present) => reviewSheet(present, mark, signerOf(caller), clock.nowMs()), version);
}
