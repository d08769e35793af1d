import { expect, it } from 'vitest';
import { noteNeeded, planSteps } from './step-plan.ts';

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

it('asks why work is done while its alarm still stands', () => {
  expect(noteNeeded('done', true)).toBe(true);
  expect(noteNeeded('done', false)).toBe(false);
  expect(noteNeeded('comment', false)).toBe(true);
  expect(noteNeeded('start', true)).toBe(false);
});
