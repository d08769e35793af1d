import { expect, it } from 'vitest';
import type { WorkOrderState } from '../../../gateway/domain/work-order.ts';
import { workOrderState } from '../../../gateway/domain/work-order.ts';
import type { WireOrder } from '../../data/order-api.ts';
import { boardColumns } from './board-columns.ts';
import { sampleOrder } from './sample-order.fixture.ts';

const NOW = Date.UTC(2026, 0, 5, 8);
const HOUR = 3_600_000;

function due(id: number, inMs: number | null, change: Partial<WireOrder> = {}): WireOrder {
  const dueAt = inMs === null ? null : new Date(NOW + inMs).toISOString();
  const clock: NonNullable<WireOrder['sla']>['clocks'][number] = {
    ...{
      name: 'resolve',
      state: inMs === null ? 'paused' : 'running',
      limitMs: 8 * HOUR,
      elapsedMs: HOUR,
      pausedMs: 0,
    },
    ...{ dueAt, stoppedAt: null, breachedAt: null },
  };
  return sampleOrder({ id, sla: { clocks: [clock], isBreached: false, pausedMs: 0 }, ...change });
}

it('puts what is late first, then what runs out next, then what has no promise by priority and age', () => {
  const orders = [
    sampleOrder({ id: 1, priority: 'P3' }),
    sampleOrder({ id: 2, priority: 'P1' }),
    ...[due(3, HOUR), due(4, -HOUR), due(5, -2 * HOUR), due(6, null, { priority: 'P1' })],
  ];
  const column = boardColumns(orders, NOW).find(({ state }) => state === 'in-progress');
  expect(column?.orders.map(({ id }) => id)).toEqual([5, 4, 3, 2, 6, 1]);
});

it('has a place for every order that is not over, and none for those that are', () => {
  const over: readonly WorkOrderState[] = ['closed', 'rejected', 'cancelled'];
  const orders = workOrderState.options.map((state, id) => sampleOrder({ id, state }));
  const shown = boardColumns(orders, NOW).flatMap((column) => column.orders.map(({ state }) => state));
  expect([...shown].sort()).toEqual(workOrderState.options.filter((state) => !over.includes(state)).sort());
});
