import { describe, expect, test } from 'vitest';
import { AT_ONCE, actor, MAINS, Run, START } from './alarm-step.fixtures.ts';
import { nextDeadline } from './step.ts';

const unshelve = (run: Run, at: number) => run.step(at, { kind: 'unshelve', actor: actor('engineer') });
const MIN = 60;

describe('shelving', () => {
  test('T13: who shelves has seen it; nothing waits to be told any more', () => {
    const run = new Run({ ...AT_ONCE, reAlarm: { afterMs: 60_000, times: 3 } }).sample(0, 'alarm');
    expect(run.shelve(5, 30 * MIN)).toBeNull();
    expect(run.log().slice(2)).toEqual(['shelved@5', 'acknowledged@5']);
    expect(run.last).toMatchObject({ actor: 'li', reason: 'shelved' });
    expect(run.state.shelving).toMatchObject({ state: 'timed', by: 'li', reason: 'known', until: START + 1_805_000 });
    expect(nextDeadline(run.state)).toBe(1_805_000);
  });

  test('T13 with T9: what has returned closes', () => {
    const run = new Run(AT_ONCE).sample(0, 'alarm').sample(1, 'normal');
    run.shelve(2, MIN);
    expect(run.types.slice(2)).toEqual(['returned', 'shelved', 'acknowledged', 'closed']);
  });

  test.each([
    [{ class: 'safety' } as const, 60, 'ALARM_SHELVE_REFUSED class safety'],
    [{ longestShelfMs: 0 }, 60, 'ALARM_SHELVE_REFUSED class equipment'],
    [{ longestShelfMs: 3_600_000 }, 3_601, 'ALARM_SHELVE_REFUSED at most 60 min'],
    [{}, 0, 'ALARM_SHELVE_REFUSED at most 480 min'],
    [{}, Number.NaN, 'ALARM_SHELVE_REFUSED at most 480 min'],
  ])('T13: with %j for %d s is refused', (change, forS, refusal) => {
    const run = new Run({ ...AT_ONCE, ...change }).sample(0, 'alarm');
    const { state } = run;
    expect(run.shelve(1, forS, actor('admin'))).toBe(refusal);
    expect(run.state).toBe(state);
  });

  test('T13: a reason is needed, and one shelving at a time', () => {
    const run = new Run(AT_ONCE);
    const blank = { kind: 'shelve', actor: actor('engineer'), mode: 'timed', forMs: 1_000, reason: ' ' } as const;
    expect(run.step(0, blank)).toBe('ALARM_NOTE_REQUIRED');
    expect(run.shelve(1, 60)).toBeNull();
    expect(run.shelve(2, 60)).toBe('ALARM_ALREADY_SHELVED li');
  });

  test('T13: a third one in a row only by a supervisor, after whom it begins anew', () => {
    const run = new Run(AT_ONCE).sample(0, 'alarm');
    for (const at of [0, 100]) {
      expect(run.shelve(at, 60)).toBeNull();
      run.tick(at + 60);
    }
    expect(run.shelve(200, 60)).toBe('ALARM_SHELVE_REFUSED once more only by a supervisor');
    expect(run.shelve(201, 60, actor('supervisor'))).toBeNull();
    run.tick(261);
    expect(run.shelve(300, 60)).toBeNull();
  });

  test('T13: having been normal and not shelved in between, it is the first one again', () => {
    const run = new Run(AT_ONCE).sample(0, 'alarm');
    for (const at of [0, 100]) {
      run.shelve(at, 60);
      run.tick(at + 60);
    }
    run.sample(170, 'normal').sample(180, 'alarm');
    expect(run.shelve(200, 60)).toBeNull();
  });

  test('T14: at its end an active alarm is told from the first step on', () => {
    const run = new Run(AT_ONCE).sample(0, 'alarm');
    run.shelve(5, 30 * MIN);
    run.tick(1_804);
    expect(run.types).not.toContain('unshelved');
    run.tick(1_805).tick(1_806);
    expect(run.log().slice(4)).toEqual(['unshelved@1805', 'annunciated@1805']);
    expect(run.last).toMatchObject({ annunciation: 'unshelved', tells: true, occurrence: 2 });
    expect(run.state.episode?.acknowledgement.state).toBe('unacknowledged');
    expect(run.state.shelving).toEqual({ state: 'unshelved' });
  });

  test('T14: what became active while it was shelved is told as its first occurrence', () => {
    const run = new Run(AT_ONCE);
    run.shelve(0, MIN);
    run.sample(5, 'alarm');
    expect(run.types).toEqual(['shelved', 'activated']);
    run.tick(60);
    expect(run.last).toMatchObject({ type: 'annunciated', occurrence: 1 });
  });

  test('T14: what came and went while it was shelved is closed without anybody', () => {
    const run = new Run(AT_ONCE);
    run.shelve(0, MIN);
    expect(run.sample(5, 'alarm').sample(9, 'normal').tick(60).types).toEqual([
      ...['shelved', 'activated', 'returned', 'closed', 'unshelved'],
    ]);
  });

  test('T14: by a person, and not twice', () => {
    const run = new Run(AT_ONCE).sample(0, 'alarm');
    run.shelve(1, MIN);
    expect(unshelve(run, 5)).toBeNull();
    expect(run.events.at(-2)).toMatchObject({ type: 'unshelved', actor: 'li' });
    expect(run.last).toMatchObject({ type: 'annunciated', actor: 'system' });
    expect(unshelve(run, 6)).toBe('ALARM_NOT_SHELVED');
  });

  test('T14: a one-shot one ends with the return, and the next activation is told', () => {
    const run = new Run(AT_ONCE).sample(0, 'alarm');
    run.shelve(1, 3_600, actor('engineer'), 'one-shot');
    run.sample(10, 'normal');
    expect(run.log().slice(-3)).toEqual(['returned@10', 'closed@10', 'unshelved@10']);
    run.sample(20, 'alarm');
    expect(run.last).toMatchObject({ type: 'annunciated', annunciation: 'new' });
  });

  test('T14: a one-shot one ends at its latest moment', () => {
    const run = new Run(AT_ONCE).sample(0, 'alarm');
    run.shelve(1, 60, actor('engineer'), 'one-shot');
    expect(run.tick(61).last).toMatchObject({ type: 'annunciated', annunciation: 'unshelved' });
  });

  test('T14: suppressed meanwhile, it stays quiet until that ends', () => {
    const run = new Run(AT_ONCE).sample(0, 'alarm');
    run.shelve(1, 60);
    run.suppress(30).tick(61);
    expect(run.last?.type).toBe('unshelved');
    run.release(90, MAINS);
    expect(run.last).toMatchObject({ type: 'annunciated', annunciation: 'unsuppressed' });
  });

  test('a wall clock that jumps does not move its end', () => {
    const run = new Run(AT_ONCE).sample(0, 'alarm');
    run.shelve(0, 3_600);
    run.wallOffset = 7_200_000;
    expect(run.tick(3_599).state.shelving.state).toBe('timed');
    expect(run.tick(3_600).state.shelving.state).toBe('unshelved');
  });
});
