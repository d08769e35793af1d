import { expect, test } from 'vitest';
import { type AlarmRig, alarmRig, commsLost, person, watching } from '../../tests/harness/alarm-rig.ts';
import { QUALITY } from '../domain/quality.ts';
import type { AlarmAction } from '../ports/alarm-service.ts';

const MINUTE_MS = 60_000;

/** Feeds a value every period until so many seconds are over. */
async function hold(rig: AlarmRig, point: number, value: number, seconds: number, periodS = 5): Promise<void> {
  for (let second = 0; second < seconds; second += periodS) {
    rig.sample(point, value);
    await rig.clock.advanceAsync(periodS * 1_000);
  }
}

/** Rows of one condition with the second they were written at. */
const timed = (rig: AlarmRig, conditionId: string, startMs: number): [string, number][] =>
  rig.repository.rows
    .filter(({ alarmId }) => alarmId?.startsWith(`${conditionId}~`))
    .map(({ type, at }) => [type, Math.round((at - startMs) / 1_000)]);

async function act(rig: AlarmRig, id: string, action: AlarmAction, role: 'engineer' | 'supervisor' = 'engineer') {
  const answer = rig.service.act(id, action, person(role));
  await rig.clock.advanceAsync(50);
  return answer;
}

const shelve = { kind: 'shelve', mode: 'timed', forMs: 30 * MINUTE_MS, reason: 'waits for a part' } as const;

test('chatter of a contact: one episode, three occurrences, then it is held', async () => {
  const rig = await alarmRig({ conditions: [watching(1, { holdMs: 5_000 })] });
  const startMs = rig.clock.nowMs();
  for (let second = 0; second < 620; second++) {
    rig.sample(1, second < 300 && second % 10 < 6 ? 85 : 20);
    await rig.clock.advanceAsync(1_000);
  }
  const rows = timed(rig, 'P1.high', startMs);
  expect(rows.filter(([type]) => type !== 'returned')).toEqual([
    ['activated', 0],
    ['annunciated', 5],
    ['realarmed', 10],
    ['realarmed', 20],
    ['chatter-started', 20],
  ]);
  expect(rows.at(-1)).toEqual(['returned', 596]);
  expect(rig.find('P1.high')).toMatchObject({ occurrence: 3, isChattering: true, state: 'returned-unacknowledged' });
  expect(rig.repository.orders.size).toBe(1);
});

test('two levels of one value: one episode, one order when it becomes urgent', async () => {
  const delays = { offDelayMs: 60_000 };
  const levels = [
    { name: 'high', priority: 'P3', onDelayMs: 60_000, ...delays },
    { name: 'highHigh', priority: 'P2', onDelayMs: 15_000, ...delays },
  ] as const;
  const exclusive = watching(1, {
    ...{ priority: 'P3', onDelayMs: 60_000, ...delays, levels, holdMs: 30_000, periodMs: 5_000 },
    ...{ options: { high: 75, highHigh: 85, deadband: 1 }, order: { when: 'active-for', ms: 15 * MINUTE_MS } },
  });
  const rig = await alarmRig({ conditions: [exclusive] });
  const startMs = rig.clock.nowMs();
  await hold(rig, 1, 78, 95);
  expect(rig.find('P1.high')).toMatchObject({ priority: 'P3', workOrder: null });
  await act(rig, 'P1.high~1', { kind: 'acknowledge', occurrence: 1, note: null });
  await hold(rig, 1, 78, 5);
  await hold(rig, 1, 88, 60);
  expect(rig.find('P1.high')).toMatchObject({ priority: 'P2', state: 'active-unacknowledged', workOrder: 1 });
  await hold(rig, 1, 78, 120);
  await hold(rig, 1, 70, 70);
  const rows = timed(rig, 'P1.high', startMs);
  expect(rows.map(([type]) => type)).toEqual([
    ...['activated', 'annunciated', 'acknowledged', 'level-raised', 'level-lowered', 'returned'],
  ]);
  for (const [index, second] of [60, 90, 95, 115, 220, 340].entries())
    expect(Math.abs(rows[index]![1] - second)).toBeLessThanOrEqual(5);
  expect(rig.repository.orders.size).toBe(1);
});

test('two conditions, one fault: two episodes, one order', async () => {
  const shared = { equipment: 'CH-1', failureGroup: 'condenser' };
  const rig = await alarmRig({ conditions: [watching(1, shared), watching(2, shared)] });
  rig.feed({ 1: 85, 2: 85 });
  await rig.clock.advanceAsync(50);
  expect(rig.service.open().map(({ workOrder }) => workOrder)).toEqual([1, 1]);
});

test('communication lost while in alarm: one more alarm, and the value is unknown until it is back', async () => {
  const process = watching(1, { offDelayMs: 60_000 });
  const rig = await alarmRig({
    conditions: [process, commsLost({ order: { when: 'active-for', ms: 15 * MINUTE_MS } })],
  });
  rig.sample(1, 85);
  await act(rig, 'P1.high~1', { kind: 'acknowledge', occurrence: 1, note: null });
  rig.sample(1, Number.NaN, QUALITY['bad-timeout']);
  rig.engine.onDevice('bus:1', true, rig.clock.nowMs());
  await rig.clock.advanceAsync(300_000);
  expect(rig.find('P1.high')).toMatchObject({ state: 'active-acknowledged' });
  rig.engine.onDevice('bus:1', false, rig.clock.nowMs());
  await hold(rig, 1, 20, 59, 1);
  expect(rig.find('P1.high')?.state).toBe('active-acknowledged');
  await hold(rig, 1, 20, 3, 1);
  expect(rig.find('P1.high')).toBeUndefined();
  expect(rig.rows('bus:1.comms-lost')).toEqual(['activated', 'annunciated', 'returned']);
  expect([...rig.repository.orders.keys()]).toEqual(['P1:P1.high']);
});

test('a shelf that ends while active announces again; the third in a row is for a supervisor', async () => {
  const rig = await alarmRig({ conditions: [watching(1), watching(2, { class: 'safety', priority: 'P1' })] });
  rig.feed({ 1: 85, 2: 85 });
  for (let time = 0; time < 2; time++) {
    expect(await act(rig, 'P1.high', shelve)).toMatchObject({ ok: true, value: { state: 'shelved' } });
    await rig.clock.advanceAsync(30 * MINUTE_MS + 100);
    expect(rig.find('P1.high')).toMatchObject({ state: 'active-unacknowledged', occurrence: 2 + time });
  }
  expect(await act(rig, 'P1.high', shelve)).toMatchObject({ code: 'ALARM_SHELVE_REFUSED' });
  expect(await act(rig, 'P1.high', shelve, 'supervisor')).toMatchObject({ ok: true });
  expect(await act(rig, 'P2.high', shelve, 'supervisor')).toMatchObject({ code: 'ALARM_SHELVE_REFUSED' });
});

test('a one-shot shelf ends with the return; the next activation is announced', async () => {
  const rig = await alarmRig({ conditions: [watching(1)] });
  rig.sample(1, 85);
  await act(rig, 'P1.high', { ...shelve, mode: 'one-shot' });
  rig.sample(1, 20);
  await rig.clock.advanceAsync(1_000);
  expect(rig.service.quiet()).toEqual([]);
  rig.sample(1, 85);
  await rig.clock.advanceAsync(50);
  expect(rig.find('P1.high')).toMatchObject({ episode: 2, state: 'active-unacknowledged' });
});
