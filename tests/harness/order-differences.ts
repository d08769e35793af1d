import type { WorkOrder } from '../../gateway/domain/work-order.ts';
import type { RefOrder } from '../../gateway/domain/work-order-reference.fixtures.ts';
import { TICK_MS } from '../../gateway/domain/work-order-reference-clocks.fixtures.ts';
import { ORDER_START } from './order-bench.ts';

/** What an order says, what it should say. */
type Pair = readonly [name: string, said: unknown, expected: unknown];

const atTick = (tick: number | null): number | null => (tick === null ? null : ORDER_START + tick * TICK_MS);

/** The first thing in which an order and its reference differ; undefined: none. `isClose` also works out when clocks will run out. */
export function differenceOf(
  order: WorkOrder,
  reference: RefOrder,
  tick: number,
  isClose: boolean,
): string | undefined {
  return (
    firstOf(standing(order, reference)) ?? firstOf(moments(order, reference)) ?? clocks(order, reference, tick, isClose)
  );
}

function firstOf(pairs: readonly Pair[]): string | undefined {
  for (const [name, said, expected] of pairs)
    if (said !== expected) return `${name} is ${JSON.stringify(said)}, expected ${JSON.stringify(expected)}`;
  return undefined;
}

function standing(order: WorkOrder, reference: RefOrder): readonly Pair[] {
  const last = order.log.at(-1);
  return [
    ['state', order.state, reference.state],
    ['version', order.version, reference.lines],
    ['length of the history', order.log.length, reference.lines],
    ['last state of the history', last?.to, reference.state],
    ['last priority of the history', last?.priority, reference.priority],
    ['priority', order.priority, reference.priority],
    ['assignee', order.assignee, reference.assignee],
    ['alarm', order.alarmId, reference.alarm],
    ['occurrences', order.occurrences, reference.occurrences],
    ['reopenCount', order.reopenCount, reference.reopens],
    ['isFirstTimeFix', order.isFirstTimeFix, reference.isFirstTimeFix],
    ['isRepeatFailure', order.isRepeatFailure, reference.isRepeatFailure],
    ['recurrences', order.recurrences.length, reference.recurrences.length],
    ['oldest recurrence', order.recurrences[0]?.alarmId, reference.recurrences[0]?.alarm],
    ['declines', order.declines, reference.declines],
    ['doneBy', order.doneBy, reference.doneBy],
    ['verifiedBy', order.verifiedBy, reference.verifiedBy],
    ['hold', order.hold?.reason ?? null, reference.holdReason],
    ['endReason', order.endReason, reference.endReason],
    ['hours of work', derivedTicks(order), reference.derivedTicks],
  ];
}

const derivedTicks = ({ labour }: WorkOrder): number =>
  labour.reduce((sum, { isDerived, startAt, endAt }) => sum + (isDerived ? (endAt - startAt) / TICK_MS : 0), 0);

function moments(order: WorkOrder, reference: RefOrder): readonly Pair[] {
  return [
    ['acceptedAt', order.acceptedAt, atTick(reference.acceptedAt)],
    ['arrival', order.arrival?.at ?? null, atTick(reference.arrivedAt)],
    ['startedAt', order.startedAt, atTick(reference.startedAt)],
    ['doneAt', order.doneAt, atTick(reference.doneAt)],
    ['verifiedAt', order.verifiedAt, atTick(reference.verifiedAt)],
    ['closedAt', order.closedAt, atTick(reference.closedAt)],
    ['conditionClearedAt', order.conditionClearedAt, atTick(reference.clearedAt)],
    ['call-back due', order.callBack?.dueAt ?? null, atTick(reference.callBackAt)],
    ['called back', (order.callBack?.answeredAt ?? null) !== null, reference.isCalledBack],
    ['appointmentAt', order.appointmentAt, atTick(reference.appointment)],
    ['deadlineAt', order.deadlineAt, atTick(reference.deadline)],
  ];
}

function clocks(order: WorkOrder, reference: RefOrder, tick: number, isClose: boolean): string | undefined {
  const expected = reference.clocks.expected(tick, reference);
  const said = order.sla?.clocks ?? [];
  if (said.length !== expected.length) return `${said.length} clocks, expected ${expected.length}`;
  for (const [index, want] of expected.entries()) {
    const clock = said[index]!;
    const isBrokenPromise = want.limit === null && want.agreed === null;
    const pairs: Pair[] = [
      ['name', clock.name, want.name],
      ['state', clock.state, want.state],
      ['breachedAt', clock.breachedAt, atTick(want.breachedAt)],
      ['stoppedAt', clock.stoppedAt, atTick(want.stoppedAt)],
    ];
    if (!isBrokenPromise) pairs.push(['elapsed', clock.elapsedMs, want.elapsed * TICK_MS]);
    if (want.limit !== null) pairs.push(['limit', clock.limitMs, want.limit * TICK_MS]);
    if (want.name === 'resolve') pairs.push(['paused', clock.pausedMs, reference.clocks.pausedTicks * TICK_MS]);
    if (isClose && want.state === 'running') pairs.push(['due', clock.dueAt, dueOf(reference, want, tick)]);
    if (want.state === 'paused') pairs.push(['due', clock.dueAt, null]);
    const found = firstOf(pairs);
    if (found) return `clock ${want.name}: ${found}`;
  }
  const isBreached = expected.some(({ breachedAt }) => breachedAt !== null);
  return firstOf([['isBreached', order.sla?.isBreached ?? false, isBreached]]);
}

const dueOf = (
  reference: RefOrder,
  { name, agreed }: { readonly name: 'accept' | 'arrive' | 'resolve'; readonly agreed: number | null },
  tick: number,
): number | null => atTick(agreed ?? reference.clocks.dueTick(name, tick, reference));
