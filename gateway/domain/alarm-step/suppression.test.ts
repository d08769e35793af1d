import { describe, expect, test } from 'vitest';
import { AT_ONCE, MAINS, OFF, Run, START } from './alarm-step.fixtures.ts';

const HELD = { ...AT_ONCE, holdMs: 30_000 };

describe('suppression by design', () => {
  test('T2b: an activation is held back, then told', () => {
    const run = new Run(HELD).sample(0, 'alarm').tick(29);
    expect(run.types).toEqual(['activated']);
    expect(run.state.episode).toMatchObject({ isSilent: true, annunciatedAt: null });
    run.tick(30);
    expect(run.last).toMatchObject({ type: 'annunciated', annunciation: 'new', tells: true, value: 85 });
    expect(run.state.episode).toMatchObject({ isSilent: false, annunciatedAt: START + 30_000 });
    expect(run.tick(31).types).toHaveLength(2);
  });

  test.each([{ priority: 'P1' }, { class: 'safety' }] as const)('T2b: %j is never held back', (change) => {
    expect(new Run({ ...HELD, ...change }).sample(0, 'alarm').types).toEqual(['activated', 'annunciated']);
  });

  test('T2b: what returns within its hold is in the journal only', () => {
    const run = new Run(HELD).sample(0, 'alarm').sample(20, 'normal').tick(30);
    expect(run.types).toEqual(['activated', 'returned', 'closed']);
  });

  test('T15: a cause that shows within the hold keeps it from people for good', () => {
    const run = new Run(HELD).sample(0, 'alarm').suppress(20, MAINS, 12).tick(30).tick(60);
    expect(run.types).toEqual(['activated', 'suppressed']);
    expect(run.last).toMatchObject({ reason: 'parent:LV-1.mains' });
    expect(run.state.episode).toMatchObject({ isSilent: true, parent: 'LV-1.mains~1' });
    expect(run.orders).toEqual([]);
    expect(run.sample(70, 'normal').types.slice(-2)).toEqual(['returned', 'closed']);
  });

  test('T15: announced a little before its cause, it goes beneath it', () => {
    const run = new Run(AT_ONCE).sample(0, 'alarm').suppress(11, MAINS, 10);
    expect(run.orders).toEqual([[11, 'supersede']]);
    expect(run.state.episode).toMatchObject({ isSilent: true, parent: 'LV-1.mains~1', annunciatedAt: START });
    expect(run.sample(20, 'normal').types.slice(-2)).toEqual(['returned', 'closed']);
  });

  test('T15: announced long before, it is nobody’s consequence', () => {
    const run = new Run(AT_ONCE).sample(0, 'alarm').suppress(12, MAINS, 11);
    expect(run.orders).toEqual([]);
    expect(run.state.episode).toMatchObject({ isSilent: false, parent: null });
    expect(run.last?.type).toBe('suppressed');
    run.sample(20, 'normal');
    expect(run.state.episode?.closedAt).toBeNull();
  });

  test('T15: a reason counts once; said again it names the episode that is the cause', () => {
    const run = new Run(AT_ONCE).suppress(0).sample(5, 'alarm').suppress(6, MAINS, 0);
    expect(run.types).toEqual(['activated', 'suppressed']);
    expect(run.state.suppression).toEqual([MAINS]);
    expect(run.state.episode?.parent).toBe('LV-1.mains~1');
  });

  test('T15: what is quiet anyway writes nothing', () => {
    expect(new Run(AT_ONCE).suppress(0, OFF).release(60, OFF).types).toEqual([]);
  });

  test.each([{ class: 'safety' } as const, { suppressible: false }])('T15: with %j nothing suppresses it', (change) => {
    const run = new Run({ ...AT_ONCE, ...change }).sample(0, 'alarm').suppress(5, MAINS, 4);
    expect(run.types).toEqual(['activated', 'annunciated']);
    expect(run.state.suppression).toEqual([]);
  });

  test('T16: after the release delay an active one is told, once', () => {
    const run = new Run(AT_ONCE).suppress(0).sample(5, 'alarm').release(630, MAINS, 120).tick(749);
    expect(run.types).toEqual(['activated', 'suppressed']);
    run.tick(750).tick(751);
    expect(run.log().slice(2)).toEqual(['unsuppressed@750', 'annunciated@750']);
    expect(run.last).toMatchObject({ annunciation: 'unsuppressed', tells: true, occurrence: 1 });
  });

  test('T16: what was told before counts as another occurrence, unacknowledged', () => {
    const run = new Run(AT_ONCE).sample(0, 'alarm');
    run.acknowledge(1);
    run.suppress(60).release(90);
    expect(run.last).toMatchObject({ type: 'annunciated', occurrence: 2 });
    expect(run.state.episode?.acknowledgement.state).toBe('unacknowledged');
  });

  test('T16: several reasons end together, and the longest delay counts', () => {
    const run = new Run(AT_ONCE).suppress(0).suppress(0, OFF).sample(5, 'alarm');
    run.release(10, MAINS, 120).release(20, OFF).tick(129);
    expect(run.types).toEqual(['activated', 'suppressed']);
    expect(run.tick(130).last?.type).toBe('annunciated');
  });

  test('T16: the cause is back before the delay is over: it stays quiet', () => {
    const run = new Run(AT_ONCE).suppress(0).sample(5, 'alarm').release(10, MAINS, 120).suppress(60).tick(130);
    expect(run.types.slice(2)).toEqual(['suppressed']);
    expect(run.state.suppression).toEqual([MAINS]);
    expect(run.state.deadlines.release).toBeNull();
  });

  test('T16: becoming active within the delay waits for its end', () => {
    const run = new Run(AT_ONCE).suppress(0).release(10, MAINS, 120).sample(60, 'alarm');
    expect(run.types).toEqual(['activated']);
    expect(run.tick(130).types.slice(1)).toEqual(['unsuppressed', 'annunciated']);
  });

  test('equipment off and start-up: good in time, nobody hears of it; not good, once', () => {
    const good = new Run(HELD).suppress(0, OFF).sample(1, 'alarm').sample(140, 'normal').release(160, OFF);
    expect(good.types).toEqual(['activated', 'suppressed', 'returned', 'closed']);
    const never = new Run(HELD).suppress(0, OFF).sample(1, 'alarm').release(160, OFF);
    expect(never.log().slice(2)).toEqual(['unsuppressed@160', 'annunciated@160']);
  });
});
