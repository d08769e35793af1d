import type { LogSheet } from '../../../../gateway/domain/duty/sheets/log-sheet.ts';
import type { WorkOrder } from '../../../../gateway/domain/work-order.ts';
import type { Filed, FiledWeek } from './filed.ts';
import { MONDAY, WEEK_END } from './site-days.ts';

/** What a line of a paper's history says, whatever its kind. */
type Detail = Readonly<Record<string, unknown>>;
const detailOf = ({ detail }: { readonly detail: unknown }): Detail => (detail ?? {}) as Detail;

/** The figures of the week as somebody would count them who turns over every line of every history. */
export function countWeek({ sheets, rounds, testRuns, tasks, orders, journal }: FiledWeek) {
  const ownOrders = orders.filter(({ log }) => inWeek(log[0]!.at)).filter((order) => !isVoid(order));
  const rung = journal.filter(
    ({ at, type, annunciation, conditionId }) =>
      inWeek(at) && conditionId !== null && annunciation !== null && RUNG.includes(type),
  );
  const slots = sheets.flatMap(slotsOf);
  const places = rounds.map(placesOf);
  const due = tasks.filter(({ at }) => inWeek(at));
  return {
    alarms: rung.length,
    runs: testRuns.filter(({ events }) => events.some(({ type }) => type === 'ended')).length,
    rules: shareOf(
      testRuns.filter(({ events }) => events.some(({ type }) => type === 'met' || type === 'missed')),
      ({ events }) => events.some(({ type }) => type === 'met'),
    ),
    sheets: sheets.filter(({ events }) => events[0]?.type === 'opened').length,
    slots: shareOf(slots, (isFilled) => isFilled),
    rounds: rounds.filter(({ events }) => events[0]?.type === 'open').length,
    places: { count: sum(places.map(({ count }) => count)), of: sum(places.map(({ of }) => of)) },
    missedRounds: rounds.filter(({ events }) => events.some(({ type }) => type === 'missed')).length,
    statutory: shareOf(
      due.filter(({ body }) => body.statutory !== null),
      wasAccepted,
    ),
    otherTasks: shareOf(
      due.filter(({ body }) => body.statutory === null),
      wasAccepted,
    ),
    orders: {
      reported: ownOrders.length,
      done: ownOrders.filter(isDone).length,
      open: ownOrders.filter((order) => !isDone(order)).length,
      late: ownOrders.filter((order) => !isDone(order) && order.log.some(({ step }) => step === 'breached')).length,
    },
  };
}

const inWeek = (at: number): boolean => at >= MONDAY && at < WEEK_END;
const sum = (all: readonly number[]): number => all.reduce((total, one) => total + one, 0);
const shareOf = <T>(all: readonly T[], holds: (one: T) => boolean) => ({
  count: all.filter(holds).length,
  of: all.length,
});

/** Rows of the journal that reach the list of a person. */
const RUNG: readonly string[] = ['annunciated', 'realarmed', 'level-raised'];

/** Where an order stands is what the last line of its history says. */
const isDone = ({ log }: WorkOrder): boolean => ['done', 'verified', 'closed'].includes(log.at(-1)!.to);
const isVoid = ({ log }: WorkOrder): boolean => ['draft', 'rejected', 'cancelled'].includes(log.at(-1)!.to);

const wasAccepted = ({ events }: Filed<unknown>): boolean => events.some(({ type }) => type === 'accepted');

/** Of each slot of a sheet that was in use: whether telemetry and people filled all of it before it was late. */
function slotsOf({ body, events }: Filed<LogSheet>): boolean[] {
  const asked = body.form.blocks
    .filter(({ per }) => per === 'slot')
    .flatMap(({ columns }) =>
      columns.filter(({ fill, required }) => fill === 'hand' && required).map(({ key }) => key),
    );
  const captured = events.filter(({ type }) => type === 'captured').map(detailOf);
  return captured
    .filter(({ row, stopped }) => String(row).startsWith('slot-') && stopped !== true)
    .map(({ row, cells }) => {
      const lateAt = Number(String(row).slice('slot-'.length)) + body.form.windows.lateMs;
      const filled = events.filter(
        (event) => event.type === 'filled' && detailOf(event).row === row && event.at < lateAt,
      );
      const byHand = new Set(
        filled.flatMap((event) => (detailOf(event).entries as { column: string }[]).map(({ column }) => column)),
      );
      const told = Object.entries(cells as Record<string, readonly [number | null]>);
      return told.every(([key, [value]]) => value !== null || byHand.has(key)) && asked.every((key) => byHand.has(key));
    });
}

/** Of the places of a round: those of which somebody said something before it was late. */
function placesOf({ body, events }: Filed<{ readonly lateAt: number }>): {
  readonly count: number;
  readonly of: number;
} {
  const filled = events.filter(({ type, at }) => type === 'filled' && at <= body.lateAt);
  return { count: new Set(filled.map((event) => detailOf(event).stop)).size, of: Number(detailOf(events[0]!).stops) };
}
