import { expect, it } from 'vitest';
import { planSteps } from './step-plan.ts';

it('leads to the next step', () => {
  expect(planSteps(['start', 'assign', 'cancel', 'comment'], true).next).toBe('start');
  expect(planSteps(['done', 'hold', 'comment'], true)).toEqual({ next: 'done', others: ['hold', 'comment'] });
  expect(planSteps(['close', 'reopen', 'comment'], true).next).toBe('close');
});

it('asks for a person first', () => expect(planSteps(['assign', 'start', 'cancel'], false).next).toBe('assign'));

it('has no main action where only notes are left', () => {
  expect(planSteps(['comment'], true)).toEqual({ next: undefined, others: ['comment'] });
  expect(planSteps([], true).next).toBeUndefined();
});
