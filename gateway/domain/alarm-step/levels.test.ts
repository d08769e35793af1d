import { describe, expect, test } from 'vitest';
import { AT_ONCE, LEVELS, RULE, Run } from './alarm-step.fixtures.ts';
import { activeLevel } from './step.ts';

/** Too high from 75 (P3), far too high from 85 (P2). */
const RULE_3 = { ...RULE, priority: 'P3', levels: LEVELS, onDelayMs: 60_000, offDelayMs: 60_000 } as const;
const SIDES = {
  ...RULE_3,
  levels: [
    { name: 'high', priority: 'P3', onDelayMs: 0, offDelayMs: 0 },
    { name: 'low', priority: 'P3', onDelayMs: 10_000, offDelayMs: 0 },
    { name: 'highHigh', priority: 'P1', onDelayMs: 0, offDelayMs: 10_000 },
  ],
} as const;

describe('exclusive levels', () => {
  test('T11, T12: one alarm goes up and down between its levels', () => {
    const run = new Run({ ...RULE_3, holdMs: 30_000, order: { when: 'active-for', ms: 900_000 } });
    run.samples(0, 90, 'alarm', 0).tick(90);
    run.acknowledge(95);
    run
      .samples(95, 99, 'alarm', 0)
      .samples(100, 155, 'alarm', 1)
      .samples(160, 275, 'alarm', 0)
      .samples(280, 340, 'normal');
    expect(run.log()).toEqual([
      ...['activated@60', 'annunciated@90', 'acknowledged@95'],
      ...['level-raised@115', 'level-lowered@220', 'returned@340'],
    ]);
    const [raised, lowered] = [run.events[3], run.events[4]];
    expect(raised).toMatchObject({ level: 1, priority: 'P2', occurrence: 2, annunciation: 'level', tells: true });
    expect(lowered).toMatchObject({ level: 0, priority: 'P3', occurrence: 2, annunciation: null, tells: false });
    expect(run.orders).toEqual([[115, 'open']]);
    expect(run.state.episode).toMatchObject({ number: 1, acknowledgement: { state: 'unacknowledged' } });
  });

  test('T2: straight to the worse level, its own on-delay counts', () => {
    const run = new Run(RULE_3).samples(0, 15, 'alarm', 1);
    expect(run.events[0]).toMatchObject({ type: 'activated', level: 1, priority: 'P2' });
    expect(activeLevel(run.state)).toBe(1);
  });

  test('T2: while the worse level is pending the milder one may be due first', () => {
    const run = new Run(RULE_3).samples(0, 50, 'alarm', 0).samples(55, 65, 'alarm', 1);
    expect(run.log()).toEqual(['activated@60', 'annunciated@60']);
    expect(activeLevel(run.state)).toBe(0);
    run.sample(70, 'alarm', 1);
    expect(run.log().at(-1)).toBe('level-raised@70');
  });

  test('T11: the deadband of the milder level is not the worse one', () => {
    const run = new Run(RULE_3).samples(0, 60, 'alarm', 0).samples(65, 75, 'alarm', 1).sample(78, 'alarm', 0);
    run.samples(80, 90, 'alarm', 1);
    expect(run.types).not.toContain('level-raised');
  });

  test('T12: normal counts against the worse level, too; returned at once there is nothing to lower', () => {
    const direct = new Run(RULE_3).samples(0, 15, 'alarm', 1).samples(20, 80, 'normal');
    expect(direct.log().slice(2)).toEqual(['returned@80']);
    const rule = { ...RULE_3, levels: [LEVELS[0]!, { ...LEVELS[1]!, offDelayMs: 20_000 }] };
    const lowered = new Run(rule).samples(0, 15, 'alarm', 1).samples(20, 80, 'normal');
    expect(lowered.log().slice(2)).toEqual(['level-lowered@40', 'returned@80']);
    const held = new Run(rule).samples(0, 15, 'alarm', 1).samples(20, 40, 'hold', 0);
    expect(held.log().slice(2)).toEqual(['level-lowered@40']);
  });

  test('T12: what lingers at the worse level keeps the alarm', () => {
    const rule = { ...RULE_3, levels: [LEVELS[0]!, { ...LEVELS[1]!, offDelayMs: 120_000 }] };
    const run = new Run(rule).samples(0, 15, 'alarm', 1).samples(20, 135, 'normal');
    expect(run.log().slice(2)).toEqual([]);
    expect(run.sample(140, 'normal').log().slice(2)).toEqual(['returned@140']);
  });

  test('from too high to too low is another fault, not a milder one', () => {
    const run = new Run(SIDES).sample(0, 'alarm', 0);
    run.acknowledge(1);
    run.samples(5, 15, 'alarm', 1);
    expect(run.last).toMatchObject({ type: 'level-raised', level: 1, tells: true });
    const pending = new Run(RULE_3).samples(0, 15, 'normal');
    expect(pending.types).toEqual([]);
  });

  test('held back as P3, it is told at once as P1', () => {
    const run = new Run({ ...SIDES, holdMs: 30_000 }).sample(0, 'alarm', 0).sample(5, 'alarm', 2);
    expect(run.types).toEqual(['activated', 'level-raised', 'annunciated']);
    expect(run.events[1]).toMatchObject({ annunciation: null, tells: false });
    expect(run.last).toMatchObject({ annunciation: 'new', priority: 'P1', tells: true });
  });

  test('suppressed, it changes its level in silence', () => {
    const run = new Run(SIDES).suppress(0).sample(1, 'alarm', 0).sample(2, 'alarm', 2);
    expect(run.types).toEqual(['activated', 'suppressed', 'level-raised']);
    expect(run.release(5).last).toMatchObject({ type: 'annunciated', priority: 'P1' });
  });

  test('T19: a level that is no more becomes the worst there is', () => {
    const run = new Run(SIDES)
      .sample(0, 'alarm', 2)
      .configure(1, { ...SIDES, revision: 'r2', levels: [SIDES.levels[0]] });
    expect(run.state.episode).toMatchObject({ level: 0, priority: 'P3' });
    expect(run.sample(2, 'alarm', 0).phase).toBe('active');
  });

  test('where there is one level the judged one does not matter', () => {
    const run = new Run(AT_ONCE).sample(0, 'alarm', 3);
    expect(run.state.episode?.level).toBe(0);
  });
});
