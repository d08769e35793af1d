import type { MaintenanceTask } from '../../domain/duty/maintenance/maintenance-task.ts';
import type { DutyRecord } from '../../domain/duty/record.ts';
import type { Round } from '../../domain/duty/rounds/round.ts';
import type { LogSheet } from '../../domain/duty/sheets/log-sheet.ts';
import { unfilled } from '../../domain/duty/sheets/sheet-standing.ts';
import type { TestRun } from '../../domain/duty/test-runs/test-run.ts';
import { addCounts, type Count, countOf } from './figures.ts';

const NONE: Count = { count: 0, of: 0 };
const DAY_MS = 86_400_000;

/** Turns of plans that fell due, and those done in their time. What law asks for is counted by itself. */
export function maintained(tasks: readonly DutyRecord<MaintenanceTask>[], isStatutory: boolean, now: number): Count {
  const own = tasks.filter(({ body }) => body.because !== 'taken-over' && (body.statutory !== null) === isStatutory);
  const due = own.filter(({ state, dueAt }) => state !== 'open' || (dueAt ?? 0) <= now);
  // A later turn of a task that stayed open was due as well, and nobody did it.
  const passed = own.reduce((sum, { body }) => sum + body.passed.length, 0);
  const { count, of } = countOf(due, ({ state, body }) => state === 'done' && !body.isLate);
  return { count, of: of + passed };
}

/** Places visited in their time, of those due. */
export function walked(rounds: readonly DutyRecord<Round>[], now: number): Count {
  const stops = rounds.flatMap(({ body, state }) => {
    const isOver = state !== 'open' || body.closesAt <= now;
    return body.stops.filter((stop) => isOver || stop.state !== 'open');
  });
  return countOf(stops, ({ state }) => state === 'done');
}

/** Slots filled in time, by telemetry and by hand, of those due while the equipment was in use. What nobody looked at is not filled. */
export function logged(sheets: readonly DutyRecord<LogSheet>[], now: number): Count {
  return sheets.reduce((sum, { body }) => addCounts(sum, loggedOn(body, now)), NONE);
}

function loggedOn({ form, rows }: LogSheet, now: number): Count {
  const due = rows.filter(({ kind, stopped, closesAt }) => kind === 'slot' && !stopped && closesAt <= now);
  return countOf(due, (row) => {
    const filled = Object.values(row.cells).filter(({ auto, hand }) => auto !== null || hand !== null);
    return (
      filled.length > 0 &&
      filled.every(({ auto, hand }) => (auto?.value ?? null) !== null || (hand !== null && !hand.isLate)) &&
      unfilled(form, row).length === 0
    );
  });
}

/** Test runs that a rule asked for and that were made, of those whose time is over. A run beyond the rules is none of these. */
export const ran = (testRuns: readonly DutyRecord<TestRun>[]): Count =>
  finished(testRuns.filter(({ body }) => body.duty !== null));

/** Records of a kind that were done, of those whose time is over. */
export const finished = (records: readonly DutyRecord[]): Count =>
  countOf(
    records.filter(({ state }) => state === 'done' || state === 'missed'),
    ({ state }) => state === 'done',
  );

/** Complaints that were closed; withdrawn ones do not count. */
export const answered = (complaints: readonly DutyRecord[]): Count =>
  countOf(
    complaints.filter(({ state }) => state !== 'cancelled'),
    ({ state }) => state === 'done',
  );

/** Closed within a day, of those closed or older than a day. */
export function answeredInTime(complaints: readonly DutyRecord[], now: number): Count {
  const due = complaints.filter(({ state, at }) => state !== 'cancelled' && (state !== 'open' || now - at >= DAY_MS));
  return countOf(due, ({ at, closedAt }) => closedAt !== null && closedAt - at <= DAY_MS);
}
