import type { AlarmEvent } from '../../../../gateway/domain/alarm.ts';
import { MAINTENANCE_TASK } from '../../../../gateway/domain/duty/maintenance/maintenance-task.ts';
import { MAINTENANCE_YEAR } from '../../../../gateway/domain/duty/maintenance/maintenance-year.ts';
import { METER_RUN } from '../../../../gateway/domain/duty/meter-runs/meter-run.ts';
import { TIMED_START } from '../../../../gateway/domain/duty/playbooks/timed-start.ts';
import type { DutyRecord, RecordEvent, RecordShape } from '../../../../gateway/domain/duty/record.ts';
import { ROUND } from '../../../../gateway/domain/duty/rounds/round.ts';
import { LOG_SHEET } from '../../../../gateway/domain/duty/sheets/log-sheet.ts';
import { SHIFT } from '../../../../gateway/domain/duty/shifts/shift.ts';
import { TEST_RUN } from '../../../../gateway/domain/duty/test-runs/test-run.ts';
import type { WorkOrder } from '../../../../gateway/domain/work-order.ts';
import type { Store } from '../../../../gateway/store/open-store.ts';
import { MONDAY, WEEK_END } from './site-days.ts';

/** A paper of the book with the lines of its history. */
export type Filed<B> = DutyRecord<B> & { readonly events: readonly RecordEvent[] };

const MOST = 1000;
const PAGE = 500;

/** Everything that was written down, read back from the disk. Papers of the week alone, but for maintenance, which is opened ahead. */
export async function readFiled(store: Store) {
  const inWeek = async <B>(shape: RecordShape<B>) =>
    (await allOf(store, shape)).filter(({ at }) => at >= MONDAY && at < WEEK_END);
  return {
    sheets: await inWeek(LOG_SHEET),
    rounds: await inWeek(ROUND),
    shifts: await inWeek(SHIFT),
    testRuns: await inWeek(TEST_RUN),
    meterRuns: await inWeek(METER_RUN),
    starts: await inWeek(TIMED_START),
    years: await inWeek(MAINTENANCE_YEAR),
    tasks: (await allOf(store, MAINTENANCE_TASK)).filter(({ body }) => body.because !== 'taken-over'),
    orders: await ordersOf(store),
    journal: await journalOf(store),
  };
}

/** Oldest first. */
async function allOf<B>(store: Store, shape: RecordShape<B>): Promise<Filed<B>[]> {
  const records = store.records.of(shape);
  const found = await records.list({ limit: MOST });
  if (found.length === MOST) throw new Error(`more than ${MOST} papers of kind ${shape.kind}`);
  const filed: Filed<B>[] = [];
  for (const record of found) filed.push({ ...record, events: await records.events(record.id) });
  return filed.sort((a, b) => a.at - b.at || (a.subject < b.subject ? -1 : 1));
}

async function ordersOf(store: Store): Promise<readonly WorkOrder[]> {
  const orders = await store.workOrders.list({ state: 'all', limit: MOST });
  return [...orders].sort((a, b) => a.id - b.id);
}

async function journalOf(store: Store): Promise<readonly AlarmEvent[]> {
  const rows: AlarmEvent[] = [];
  for (;;) {
    const page = await store.alarms.journal({ after: rows.at(-1)?.sequence ?? 0, limit: PAGE });
    rows.push(...page);
    if (page.length < PAGE) return rows;
  }
}

export type FiledWeek = Awaited<ReturnType<typeof readFiled>>;
