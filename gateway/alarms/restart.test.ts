import { describe, expect, test } from 'vitest';
import { alarmRig, commsLost, parent, person, watching } from '../../tests/harness/alarm-rig.ts';
import { QUALITY } from '../domain/quality.ts';

const MINUTE_MS = 60_000;

describe('restart', () => {
  test('an active alarm is there again, is not announced again, and keeps its order', async () => {
    const conditions = [watching(1)];
    const before = await alarmRig({ conditions });
    before.sample(1, 85);
    await before.clock.advanceAsync(50);
    await before.engine.stop();
    await before.clock.advanceAsync(MINUTE_MS);
    const after = await alarmRig({ ...before, conditions });
    expect(after.find('P1.high')).toMatchObject({ state: 'active-unacknowledged', workOrder: 1 });
    expect(after.find('P1.high')?.unknownSince).not.toBeNull();
    after.sample(1, 85);
    await after.clock.advanceAsync(50);
    expect(after.rows('P1.high')).toEqual(['activated', 'annunciated']);
    expect(after.find('P1.high')).toMatchObject({ unknownSince: null });
    expect(after.rows('')).toEqual(['restarted', 'restarted']);
  });

  test('during an on-delay: at most five seconds of evidence are lost, the onset is kept', async () => {
    const conditions = [watching(1, { onDelayMs: 60_000 })];
    const before = await alarmRig({ conditions });
    const onsetAt = before.clock.nowMs();
    for (let second = 0; second <= 40; second++) {
      before.sample(1, 85);
      await before.clock.advanceAsync(1_000);
    }
    await before.clock.advanceAsync(10_000); // killed: nothing is stopped
    const after = await alarmRig({ ...before, conditions });
    for (let second = 0; second <= 25; second++) {
      after.sample(1, 85);
      await after.clock.advanceAsync(1_000);
    }
    expect(after.told).toMatchObject([{ onsetAt, state: 'active-unacknowledged' }]);
    const activeAfterMs = after.told[0]!.activeAt - onsetAt;
    expect(activeAfterMs).toBeGreaterThanOrEqual(70_000);
    expect(activeAfterMs).toBeLessThanOrEqual(77_000);
  });

  test('a shelf goes on and ends when it should; a deadline that has passed takes effect once', async () => {
    const conditions = [watching(1), watching(2, { reAlarm: { afterMs: 10 * MINUTE_MS, times: 9 } })];
    const before = await alarmRig({ conditions });
    before.feed({ 1: 85, 2: 85 });
    const shelve = { kind: 'shelve', mode: 'timed', forMs: 30 * MINUTE_MS, reason: 'waits for a part' } as const;
    const acts = [
      before.service.act('P1.high', shelve, person('engineer')),
      before.service.act('P2.high', { kind: 'acknowledge', occurrence: null, note: null }, person('operator')),
    ];
    await before.clock.advanceAsync(50);
    expect(await Promise.all(acts)).toMatchObject([{ ok: true }, { ok: true }]);
    await before.engine.stop();
    await before.clock.advanceAsync(25 * MINUTE_MS);
    const after = await alarmRig({ ...before, conditions });
    after.feed({ 1: 85, 2: 85 });
    await after.clock.advanceAsync(1_000);
    expect(after.find('P1.high')?.state).toBe('shelved');
    expect(after.rows('P2.high').filter((type) => type === 'realarmed')).toHaveLength(1);
    await after.clock.advanceAsync(5 * MINUTE_MS);
    expect(after.find('P1.high')).toMatchObject({ state: 'active-unacknowledged', occurrence: 2 });
  });

  test('a device that was lost and answers after the restart is back, although nobody says so', async () => {
    const conditions = [commsLost({ offDelayMs: 3_000 })];
    const before = await alarmRig({ conditions });
    before.engine.onDevice('bus:1', true, before.clock.nowMs());
    await before.clock.advanceAsync(50);
    const after = await alarmRig({ ...before, conditions });
    after.sample(2, 20);
    after.sample(1, Number.NaN, QUALITY['bad-timeout']);
    await after.clock.advanceAsync(60_000);
    expect(after.rows('bus:1.comms-lost')).toEqual(['activated', 'annunciated']);
    after.sample(1, 20);
    await after.clock.advanceAsync(5_000);
    expect(after.rows('bus:1.comms-lost')).toEqual(['activated', 'annunciated', 'returned']);
  });

  test('an alarm of a condition that is gone is closed', async () => {
    const before = await alarmRig({ conditions: [watching(1)] });
    before.sample(1, 85);
    await before.clock.advanceAsync(50);
    const after = await alarmRig({ ...before, conditions: [watching(2)] });
    await after.clock.advanceAsync(50);
    expect(after.rows('P1.high')).toEqual(['activated', 'annunciated', 'closed']);
    expect(after.told).toMatchObject([{ id: 'P1.high~1', state: 'closed' }]);
  });

  test('a limit that was raised ends the alarm with the next sample', async () => {
    const before = await alarmRig({ conditions: [watching(1)] });
    before.sample(1, 85);
    await before.clock.advanceAsync(50);
    const raised = watching(1, { revision: 'r2', options: { high: 90, deadband: 1 } });
    const after = await alarmRig({ ...before, conditions: [raised] });
    after.sample(1, 85);
    await after.clock.advanceAsync(50);
    expect(after.rows('P1.high')).toEqual(['activated', 'annunciated', 'config-changed', 'returned']);
    expect(after.repository.rows.at(-1)).toMatchObject({ type: 'returned', reason: 'config' });
  });

  test('what keeps quiet goes on keeping quiet; what is not configured any more does not', async () => {
    const mains = watching(1);
    const pump = watching(2, { suppressors: [parent('P1.high')] });
    const before = await alarmRig({ conditions: [mains, pump] });
    before.feed({ 1: 85, 2: 85 });
    await before.clock.advanceAsync(50);
    const after = await alarmRig({ ...before, conditions: [mains, pump] });
    after.feed({ 1: 85, 2: 85 });
    await after.clock.advanceAsync(500);
    expect(after.find('P2.high')).toMatchObject({ state: 'suppressed' });
    expect(after.find('P1.high')).toMatchObject({ consequences: 1 });
    const last = await alarmRig({ ...after, conditions: [mains, watching(2)] });
    await last.clock.advanceAsync(50);
    expect(last.find('P2.high')).toMatchObject({ state: 'active-unacknowledged' });
  });

  test('stopping stores what is under way and leaves no timer', async () => {
    const { clock, sample, engine, rows } = await alarmRig({ conditions: [watching(1, { holdMs: 5_000 })] });
    sample(1, 85);
    await engine.stop();
    expect(rows('P1.high')).toEqual(['activated']);
    expect(clock.pending).toBe(0);
    sample(1, 20);
    await clock.advanceAsync(10_000);
    expect(rows('P1.high')).toEqual(['activated']);
  });
});
