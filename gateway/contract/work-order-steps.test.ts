import { expect, it } from 'vitest';
import type { WorkOrderState, WorkOrderStep } from '../domain/work-order.ts';
import { mayAssign, visibleTo } from './work-order-steps.ts';

const standing = (state: WorkOrderState) => ({
  steps: ['verify', 'close', 'call-back', 'done', 'reopen', 'attach', 'comment'] as WorkOrderStep[],
  state,
  priority: 'P2' as const,
  assignee: 'wang',
  doneBy: 'wang',
});

it('whoever did the work is not asked to verify, close or call back', () => {
  const { steps } = visibleTo(standing('done'), { username: 'wang', role: 'operator' });
  expect(steps).toEqual(['done', 'reopen', 'attach', 'comment']);
  expect(visibleTo(standing('done'), { username: 'li', role: 'operator' }).steps).toContain('verify');
});

it('the work of somebody else is left to that person by who gives no work to others', () => {
  const { steps } = visibleTo(standing('in-progress'), { username: 'li', role: 'technician' });
  expect(steps).toEqual(['call-back', 'attach', 'comment']);
});

it('a role that may do nothing is offered nothing', () => {
  expect(visibleTo(standing('done'), { username: 'guest', role: 'viewer' }).steps).toEqual([]);
});

it('a technician takes work and gives none to others', () => {
  const li = { username: 'li', role: 'technician' } as const;
  expect(mayAssign(li, 'li')).toBe(true);
  expect(mayAssign(li, 'wang')).toBe(false);
  expect(mayAssign({ ...li, role: 'operator' }, 'wang')).toBe(true);
});
