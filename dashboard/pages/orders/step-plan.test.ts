import { expect, it } from 'vitest';
import { isBare, planSteps } from './step-plan.ts';

const OWN = { isAssigned: true, isOwn: true, leads: false };
const OPEN = { isAssigned: false, isOwn: false, leads: false };

it('leads to the next step', () => {
  expect(planSteps(['accept', 'start', 'decline', 'assign'], OWN).next).toBe('accept');
  expect(planSteps(['done', 'hold', 'fill', 'comment'], OWN)).toEqual({ next: 'done', others: ['hold', 'comment'] });
  expect(planSteps(['call-back', 'close', 'reopen', 'comment'], OWN).next).toBe('call-back');
});

it('an order without a person is given to one by who may, and taken by who works', () => {
  const allowed = ['assign', 'accept', 'start', 'cancel'] as const;
  expect(planSteps(allowed, { ...OPEN, leads: true }).next).toBe('assign');
  expect(planSteps(allowed, OPEN).next).toBe('accept');
});

it('the work of somebody else is no main action, but can still be done', () => {
  const plan = planSteps(['done', 'hold', 'assign', 'comment'], { isAssigned: true, isOwn: false, leads: true });
  expect(plan.next).toBeUndefined();
  expect(plan.others).toEqual(expect.arrayContaining(['done', 'assign']));
});

it('has no main action where only notes are left', () => {
  expect(planSteps(['comment'], OWN)).toEqual({ next: undefined, others: ['comment'] });
  expect(planSteps([], OWN).next).toBeUndefined();
});

it('asks nothing for what says itself', () => {
  expect(isBare('accept')).toBe(true);
  expect(isBare('hold')).toBe(false);
});
