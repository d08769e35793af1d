import { describe, expect, test } from 'vitest';
import type { Role } from '../role.ts';
import { AT_ONCE, actor, Run, START } from './alarm-step.fixtures.ts';
import { isQuiet } from './step.ts';

const DAY = 86_400_000;
interface Given {
  readonly role?: Role;
  readonly reason?: string;
  readonly days?: number;
  readonly second?: string | null;
}
const takeOut = (
  run: Run,
  at: number,
  { role = 'supervisor', reason = 'sensor gone', days = 7, second = null }: Given = {},
) => run.step(at, { kind: 'out-of-service', actor: actor(role), reason, reviewBy: START + days * DAY, second });
const disable = (run: Run, at: number, role: Role = 'engineer', reason = 'replaced') =>
  run.step(at, { kind: 'disable', actor: actor(role), reason });
const putBack = (run: Run, at: number) => run.step(at, { kind: 'return-to-service', actor: actor('supervisor') });

describe('service', () => {
  test('T17: out of service it is judged, but nobody is told; back, what is active is told', () => {
    const run = new Run(AT_ONCE);
    expect(takeOut(run, 0)).toBeNull();
    run.sample(5, 'alarm');
    expect(run.types).toEqual(['out-of-service', 'activated']);
    expect(putBack(run, 60)).toBeNull();
    expect(run.log().slice(2)).toEqual(['in-service@60', 'annunciated@60']);
    expect(run.last).toMatchObject({ annunciation: 'returned-to-service', tells: true });
  });

  test.each([
    [{ role: 'engineer' }, 'AUTH_FORBIDDEN'],
    [{ reason: ' ' }, 'ALARM_NOTE_REQUIRED'],
    [{ days: 31 }, 'ALARM_REVIEW_REFUSED'],
    [{ days: -1 }, 'ALARM_REVIEW_REFUSED'],
    [{ days: Number.NaN }, 'ALARM_REVIEW_REFUSED'],
  ] as const)('T17: with %j is refused', (given, refusal) => {
    expect(takeOut(new Run(AT_ONCE), 1, given)).toBe(refusal);
  });

  test('T17: a safety alarm needs a second person, who is another one', () => {
    const run = new Run({ ...AT_ONCE, class: 'safety' });
    expect(takeOut(run, 0)).toBe('ALARM_SECOND_PERSON');
    expect(takeOut(run, 0, { second: 'li' })).toBe('ALARM_SECOND_PERSON');
    expect(takeOut(run, 0, { second: 'wang' })).toBeNull();
    expect(run.last).toMatchObject({ type: 'out-of-service', reason: 'sensor gone', note: 'wang' });
  });

  test('T18: disabled, what is open ends and nothing is judged', () => {
    const run = new Run(AT_ONCE).sample(0, 'alarm');
    expect(disable(run, 5, 'operator')).toBe('AUTH_FORBIDDEN');
    expect(disable(run, 5, 'engineer', '')).toBe('ALARM_NOTE_REQUIRED');
    expect(disable(run, 6)).toBeNull();
    expect(run.log().slice(2)).toEqual(['disabled@6', 'closed@6']);
    expect(run.last).toMatchObject({ reason: 'disabled' });
    const { state } = run;
    expect(run.sample(7, 'alarm').sample(8, 'unknown').state).toBe(state);
    expect(isQuiet(AT_ONCE, state, 'alarm', 0)).toBe(true);
    expect(run.shelve(9, 60)).toBe('ALARM_OUT_OF_SERVICE disabled');
    expect([disable(run, 9), takeOut(run, 9)]).toEqual(Array(2).fill('ALARM_OUT_OF_SERVICE li'));
    expect(putBack(run, 10)).toBeNull();
    expect(putBack(run, 11)).toBe('ALARM_IN_SERVICE');
    expect(run.sample(12, 'alarm').state.episode?.number).toBe(2);
  });

  test('a condition taken out of the configuration closes its alarm', () => {
    const run = new Run(AT_ONCE).sample(0, 'alarm');
    run.step(9, { kind: 'remove', note: 'gone' });
    expect(run.last).toMatchObject({ type: 'closed', note: 'gone', actor: 'system' });
    const { state } = run;
    run.step(10, { kind: 'remove', note: 'gone' });
    expect(run.state).toBe(state);
  });

  test('first-out is noted on the open episode', () => {
    const run = new Run(AT_ONCE);
    run.step(0, { kind: 'rank', firstOut: 'first' });
    expect(run.state.episode).toBeNull();
    run.sample(1, 'alarm').step(1, { kind: 'rank', firstOut: 'later' });
    expect(run.state.episode?.firstOut).toBe('later');
    expect(run.types).toHaveLength(2);
  });
});
