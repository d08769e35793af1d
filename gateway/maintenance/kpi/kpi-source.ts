import { z } from 'zod';
import { COMPLAINT, type Complaint } from '../../domain/duty/complaints/complaint.ts';
import { MAINTENANCE_TASK, type MaintenanceTask } from '../../domain/duty/maintenance/maintenance-task.ts';
import { METER_RUN, type MeterRun } from '../../domain/duty/meter-runs/meter-run.ts';
import type { DutyRecord, RecordKind, RecordShape } from '../../domain/duty/record.ts';
import { ROUND, type Round } from '../../domain/duty/rounds/round.ts';
import { LOG_SHEET, type LogSheet } from '../../domain/duty/sheets/log-sheet.ts';
import { TEST_RUN, type TestRun } from '../../domain/duty/test-runs/test-run.ts';
import type { WorkOrder } from '../../domain/work-order.ts';
import type { RecordBook, Records } from '../../ports/record-book.ts';
import type { WorkOrderService } from '../../ports/work-order-service.ts';

/** Everything a board counts, of one time. */
export interface KpiFacts {
  readonly orders: readonly WorkOrder[];
  readonly tasks: readonly DutyRecord<MaintenanceTask>[];
  readonly rounds: readonly DutyRecord<Round>[];
  readonly sheets: readonly DutyRecord<LogSheet>[];
  /** Runs that began in the time, and what a rule wanted by a day in it. */
  readonly testRuns: readonly DutyRecord<TestRun>[];
  readonly complaints: readonly DutyRecord<Complaint>[];
  readonly meterRuns: readonly DutyRecord<MeterRun>[];
  readonly playbooks: readonly DutyRecord[];
  readonly callOuts: readonly DutyRecord[];
}

const PAGE = 1000;
/** A month of a large site has a tenth of it. */
const MOST_PAGES = 50;

/** Reads it all. Rejects with STORE_UNAVAILABLE. */
export async function readFacts(
  book: RecordBook,
  orders: Pick<WorkOrderService, 'list'>,
  from: number,
  to: number,
): Promise<KpiFacts> {
  const plain = (kind: RecordKind) => allOf(book.of(plainShape(kind)), from, to);
  return {
    orders: await ordersOf(orders, from, to),
    tasks: await allOf(book.of(MAINTENANCE_TASK), from, to),
    rounds: await allOf(book.of(ROUND), from, to),
    sheets: await allOf(book.of(LOG_SHEET), from, to),
    testRuns: await testRunsOf(book, from, to),
    complaints: await allOf(book.of(COMPLAINT), from, to),
    meterRuns: await allOf(book.of(METER_RUN), from, to),
    playbooks: await plain('playbook'),
    callOuts: await plain('call-out'),
  };
}

/** A kind of which nothing but its state and times is looked at. */
const plainShape = (kind: RecordKind): RecordShape<unknown> => ({ kind, body: z.unknown() });

/** Pages go by `at`; a page that ends within one moment begins there again, so that nothing of it is left out. */
async function allOf<B>(records: Records<B>, from: number, to: number): Promise<DutyRecord<B>[]> {
  const found = new Map<number, DutyRecord<B>>();
  let until = to;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const some = await records.list({ from, to: until, limit: PAGE });
    const before = found.size;
    for (const record of some) found.set(record.id, record);
    const oldest = some.at(-1);
    if (some.length < PAGE || !oldest || found.size === before) break;
    until = oldest.at + 1;
  }
  return [...found.values()];
}

/** The window of a rule may have opened long before it was due. */
const LONGEST_WINDOW_MS = 400 * 86_400_000;

async function testRunsOf(book: RecordBook, from: number, to: number): Promise<readonly DutyRecord<TestRun>[]> {
  const all = await allOf(book.of(TEST_RUN), from - LONGEST_WINDOW_MS, to);
  return all.filter(({ at, body: { duty } }) => (duty ? duty.dueAt > from && duty.dueAt <= to : at >= from));
}

async function ordersOf(orders: Pick<WorkOrderService, 'list'>, from: number, to: number): Promise<WorkOrder[]> {
  const found: WorkOrder[] = [];
  let before: number | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const some = await orders.list({
      state: 'all',
      from,
      to,
      limit: PAGE,
      ...(before === undefined ? {} : { before }),
    });
    found.push(...some);
    if (some.length < PAGE) break;
    before = some.at(-1)!.id;
  }
  return found;
}
