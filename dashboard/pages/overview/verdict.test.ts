import fc from 'fast-check';
import { expect, it } from 'vitest';
import { verdictOf } from './verdict.ts';

it('says all right only with a live link, fresh figures and no alarm', () => {
  fc.assert(
    fc.property(fc.boolean(), fc.nat(5), fc.nat(5), (isLive, alarms, old) => {
      expect(verdictOf(isLive, alarms, old).kind === 'well').toBe(isLive && alarms === 0 && old === 0);
    }),
  );
});

it('names an alarm before figures that are old, and nothing over a lost link', () => {
  expect(verdictOf(true, 3, 2)).toEqual({ kind: 'alarm', others: 2 });
  expect(verdictOf(true, 0, 2)).toEqual({ kind: 'doubt', values: 2 });
  expect(verdictOf(false, 3, 0)).toEqual({ kind: 'blind' });
});
