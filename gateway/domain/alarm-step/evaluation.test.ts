import { describe, expect, test } from 'vitest';
import type { AlarmInput } from '../alarm-input.ts';
import { AT_ONCE, RULE, Run, START } from './alarm-step.fixtures.ts';

const lateSample = (sourceTime: number, isTimeSuspect: boolean): AlarmInput => ({
  ...{ kind: 'sample', zone: 'alarm', level: 0, value: 85, limit: 80, sourceTime, isTimeSuspect },
});

describe('evaluation', () => {
  test('T1: the first sample in the zone starts the on-delay and tells nobody', () => {
    const run = new Run(RULE).sample(7, 'alarm');
    expect(run.state.evaluation).toMatchObject({ phase: 'pending-on', onsetAt: START + 7000, evidenceMs: 0 });
    expect(run.types).toEqual([]);
  });

  test('T1a: any good sample outside the zone ends the on-delay', () => {
    const run = new Run(RULE).samples(0, 55, 'alarm').sample(58, 'hold').sample(60, 'alarm');
    expect(run.phase).toBe('pending-on');
    expect(run.state.nearMisses).toBe(1);
    expect(run.types).toEqual([]);
  });

  test('T2: it becomes active when the evidence reaches the on-delay, with the time of its onset', () => {
    const run = new Run(RULE).samples(0, 55, 'alarm');
    expect(run.types).toEqual([]);
    run.sample(60, 'alarm', 0, 91);
    expect(run.log()).toEqual(['activated@60', 'annunciated@60']);
    expect(run.state.episode).toMatchObject({ number: 1, occurrence: 1, onsetAt: START, value: 91, limit: 80 });
    expect(run.state.episode).toMatchObject({ activeAt: START + 60_000, annunciatedAt: START + 60_000 });
  });

  test('T2: without an on-delay at once', () => {
    expect(new Run(AT_ONCE).sample(7, 'alarm').log()).toEqual(['activated@7', 'annunciated@7']);
  });

  test('T2: equipment whose clock is ahead or not to be believed does not say when it began', () => {
    const ahead = new Run(AT_ONCE);
    ahead.step(0, lateSample(START + 3_600_000, true));
    expect(ahead.state.episode?.onsetAt).toBe(START);
    const behind = new Run(AT_ONCE);
    behind.step(0, lateSample(START - 3_600_000, true));
    expect(behind.state.episode?.onsetAt).toBe(START);
    expect(behind.events[0]).toMatchObject({ isTimeSuspect: true, sourceTime: START - 3_600_000 });
    const late = new Run(AT_ONCE);
    late.step(9, lateSample(START + 2_000, false));
    expect(late.state.episode?.onsetAt).toBe(START + 2_000);
  });

  test('T3, T4: a sample that is not normal ends the off-delay', () => {
    const run = new Run({ ...RULE, onDelayMs: 0 }).sample(0, 'alarm').sample(5, 'normal').sample(10, 'hold');
    expect(run.phase).toBe('active');
    expect(run.state.bounces).toBe(1);
    expect(run.samples(15, 40, 'normal').types).not.toContain('returned');
    expect(run.sample(45, 'normal').last?.type).toBe('returned');
  });

  test('T5: returned, unacknowledged, it waits for a person', () => {
    const run = new Run(AT_ONCE).sample(0, 'alarm').sample(5, 'normal');
    expect(run.types).toEqual(['activated', 'annunciated', 'returned']);
    expect(run.state.episode).toMatchObject({ returnedAt: START + 5000, closedAt: null });
  });

  test('T19: a return that a new limit brings says so; delays that run begin anew', () => {
    const run = new Run({ ...RULE, onDelayMs: 0 }).sample(0, 'alarm');
    run.configure(3, { ...RULE, onDelayMs: 0, revision: 'r2' });
    expect(run.last).toMatchObject({ type: 'config-changed' });
    run.samples(5, 35, 'normal');
    expect(run.last).toMatchObject({ type: 'returned', reason: 'config' });
    expect(
      run.configure(40, { ...RULE, onDelayMs: 0, revision: 'r2' }).types.filter((one) => one === 'config-changed'),
    ).toHaveLength(1);
    const pending = new Run(RULE).samples(0, 40, 'alarm').configure(41, { ...RULE, revision: 'r2' });
    expect(pending.samples(45, 100, 'alarm').types).toEqual([]);
    expect(pending.sample(105, 'alarm').types).toContain('activated');
  });

  test('T19: seen in alarm by the new rule once, a later return is not due to the change', () => {
    const run = new Run(AT_ONCE).sample(0, 'alarm').configure(1, { ...AT_ONCE, revision: 'r2' });
    run.sample(2, 'alarm').sample(3, 'normal');
    expect(run.last).toMatchObject({ type: 'returned', reason: null });
  });

  test('T20: unknown neither starts nor ends an alarm', () => {
    const active = new Run(AT_ONCE).sample(0, 'alarm').samples(5, 600, 'unknown');
    expect(active.phase).toBe('active');
    expect(active.state.quality).toMatchObject({ state: 'bad', since: START + 5000 });
    expect(new Run(AT_ONCE).samples(0, 60, 'unknown').types).toEqual([]);
  });

  test('T20: evidence stops while the value is unknown', () => {
    const run = new Run(RULE).samples(0, 30, 'alarm').samples(35, 60, 'unknown').samples(65, 90, 'alarm');
    expect(run.state.evaluation).toMatchObject({ phase: 'pending-on', evidenceMs: 55_000 });
    expect(run.sample(95, 'alarm').log()[0]).toBe('activated@95');
  });

  test('T20: a pending activation that has been blind longer than its delay is dropped, and the journal says so', () => {
    const run = new Run(RULE).samples(0, 55, 'alarm').samples(56, 116, 'unknown');
    expect(run.phase).toBe('pending-on');
    run.sample(117, 'unknown');
    expect(run.phase).toBe('normal');
    expect(run.last).toMatchObject({ type: 'pending-dropped', reason: 'stale', occurrence: 0 });
    expect(run.sample(120, 'alarm').state.evaluation).toMatchObject({ onsetAt: START + 120_000, evidenceMs: 0 });
    const late = new Run(RULE).samples(0, 55, 'alarm').sample(56, 'unknown').sample(117, 'alarm');
    expect(late.state.evaluation).toMatchObject({ phase: 'pending-on', onsetAt: START + 117_000, evidenceMs: 0 });
  });

  test('T21: the off-delay counts from the first good normal sample', () => {
    const run = new Run({ ...RULE, onDelayMs: 0 })
      .sample(0, 'alarm')
      .samples(5, 120, 'unknown')
      .samples(125, 155, 'normal');
    expect(run.log().at(-1)).toBe('returned@155');
  });

  test('one gap proves at most three scan periods; the state of a device is known all the time', () => {
    const run = new Run(RULE).sample(0, 'alarm').sample(600, 'alarm');
    expect(run.state.evaluation).toMatchObject({ phase: 'pending-on', evidenceMs: 15_000 });
    const device = new Run({ ...RULE, isDevice: true }).sample(0, 'alarm').sample(60, 'alarm');
    expect(device.types[0]).toBe('activated');
  });

  test('chatter at the threshold never becomes an alarm; one long excursion is one alarm', () => {
    const run = new Run({ ...RULE, offDelayMs: 60_000 });
    for (let at = 0; at < 600; at += 5) run.sample(at, (at / 5) % 2 === 0 ? 'alarm' : 'hold');
    expect(run.types).toEqual([]);
    expect(run.state.nearMisses).toBeGreaterThanOrEqual(50);
    run.samples(600, 665, 'alarm');
    for (let at = 670; at < 1200; at += 5) run.sample(at, (at / 5) % 2 === 0 ? 'alarm' : 'hold');
    run.samples(1200, 1260, 'normal');
    expect(run.log()).toEqual(['activated@660', 'annunciated@660', 'returned@1260']);
  });

  test('a wall clock that jumps moves no delay, and no moment of an episode lies before another', () => {
    const run = new Run(RULE).samples(0, 25, 'alarm');
    run.wallOffset = 7_200_000;
    run.samples(30, 60, 'alarm');
    expect(run.types).toEqual(['activated', 'annunciated']);
    run.wallOffset = -7_200_000;
    run.samples(65, 100, 'normal');
    run.acknowledge(101);
    const { episode } = run.state;
    expect(run.types.slice(2)).toEqual(['returned', 'acknowledged', 'closed']);
    expect(episode!.returnedAt).toBeGreaterThanOrEqual(episode!.activeAt);
    expect(episode!.closedAt).toBeGreaterThanOrEqual(episode!.returnedAt!);
  });
});
