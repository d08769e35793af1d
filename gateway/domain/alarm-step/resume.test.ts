import { describe, expect, test } from 'vitest';
import { AT_ONCE, RULE, Run, START } from './alarm-step.fixtures.ts';
import { nextDeadline } from './step.ts';

const HOUR = 3_600;

describe('T22: after a restart', () => {
  test('a short outage keeps the evidence, and proves nothing itself', () => {
    const run = new Run(RULE).samples(0, 40, 'alarm').restart(40, 50).samples(52, 72, 'alarm');
    expect(run.log()).toEqual(['activated@72', 'annunciated@72']);
    expect(run.state.episode?.onsetAt).toBe(START);
  });

  test('a long one does not keep it', () => {
    const run = new Run(RULE).samples(0, 40, 'alarm').restart(40, 441).samples(442, 497, 'alarm');
    expect(run.types).toEqual([]);
    expect(run.sample(502, 'alarm').types[0]).toBe('activated');
  });

  test('the first good sample decides', () => {
    const run = new Run(RULE).samples(0, 40, 'alarm').restart(40, 50).sample(52, 'normal');
    expect(run.state).toMatchObject({ evaluation: { phase: 'normal' }, nearMisses: 1 });
  });

  test('an active alarm is not told again; its value is unknown until a good sample', () => {
    const run = new Run(AT_ONCE).sample(0, 'alarm').restart(5, 65);
    expect(run.state.quality).toMatchObject({ state: 'bad', since: START + 65_000 });
    run.samples(70, 90, 'alarm');
    expect(run.types).toEqual(['activated', 'annunciated']);
    expect(run.state.quality.state).toBe('good');
  });

  test('what is unknown first and good later has proven nothing in between', () => {
    const run = new Run({ ...RULE, onDelayMs: 0 }).sample(0, 'alarm').samples(5, 25, 'normal').restart(25, 26);
    run.sample(30, 'unknown').sample(50, 'normal').sample(54, 'normal');
    expect(run.types).not.toContain('returned');
    expect(run.sample(60, 'normal').last?.type).toBe('returned');
  });

  test('a re-alarm that was due in between comes once, and after the first good sample', () => {
    const run = new Run({ ...AT_ONCE, reAlarm: { afterMs: 2 * HOUR * 1000, times: 99 } }).sample(0, 'alarm');
    run.acknowledge(0);
    run.restart(HOUR, 7 * HOUR).tick(7 * HOUR);
    expect(run.last?.type).toBe('acknowledged');
    expect(nextDeadline(run.state)).toBeNull();
    run
      .sample(7 * HOUR + 5, 'alarm')
      .tick(7 * HOUR + 5)
      .tick(7 * HOUR + 6);
    expect(run.types).toEqual(['activated', 'annunciated', 'acknowledged', 'realarmed']);
    expect(run.state.episode?.number).toBe(1);
  });

  test('a shelving ends when it would have', () => {
    const run = new Run(AT_ONCE).sample(0, 'alarm');
    run.shelve(0, 1_800);
    run.restart(600, 900).sample(905, 'alarm').tick(1_799);
    expect(run.state.shelving.state).toBe('timed');
    expect(run.tick(1_800).last).toMatchObject({ type: 'annunciated', annunciation: 'unshelved' });
  });

  test('a clock that was set back while it was away took no time; one that was set far ahead a week', () => {
    const run = new Run(AT_ONCE).sample(0, 'alarm');
    run.shelve(0, 1_800);
    expect(remainingMs(run.restart(600, 300))).toBe(1_200_000);
    const far = new Run({ ...AT_ONCE, longestShelfMs: Number.MAX_SAFE_INTEGER }).sample(0, 'alarm');
    far.shelve(0, 30 * 86_400);
    expect(remainingMs(far.restart(0, 365 * 86_400))).toBe(23 * 86_400_000);
  });

  test('zero downtime changes nothing at all', () => {
    const run = new Run(RULE).samples(0, 40, 'alarm').restart(42, 42).samples(45, 60, 'alarm');
    expect(run.log()).toEqual(['activated@60', 'annunciated@60']);
  });
});

/** Of the next deadline, as of the last restart. */
const remainingMs = (run: Run): number => (nextDeadline(run.state) ?? Number.NaN) - 777_000;
