import { describe, expect, test } from 'vitest';
import { alarmRig, watching } from '../../../tests/harness/alarm-rig.ts';
import type { MaintenanceMode } from '../../ports/alarm-repository.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const lift = [
  watching(1, { id: 'L1.door', equipment: 'L1' }),
  watching(2, { id: 'L1.trapped', equipment: 'L1', class: 'safety', priority: 'P1' }),
  watching(3, { id: 'L2.door', equipment: 'L2' }),
];

async function liftRig() {
  const rig = await alarmRig({ conditions: lift });
  const mode = (forMs: number, change: Partial<MaintenanceMode> = {}): MaintenanceMode => {
    const from = rig.clock.nowMs();
    return { equipment: 'L1', from, until: from + forMs, by: 'li', reason: 'door belt', workOrder: null, ...change };
  };
  return { ...rig, mode };
}

describe('maintenance mode', () => {
  test('keeps quiet what may be kept quiet, of that equipment, and ends by itself after a warning', async () => {
    const { service, clock, feed, announced, rows, mode, desks, find } = await liftRig();
    expect(await service.maintain(mode(2 * HOUR_MS))).toEqual({ ok: true, value: undefined });
    feed({ 1: 85, 2: 85, 3: 85 });
    await clock.advanceAsync(105 * MINUTE_MS - 1_000);
    expect(announced()).toEqual(['L1.trapped', 'L2.door']);
    expect(find('L1.door')).toMatchObject({ suppressedBy: [{ kind: 'maintenance', key: 'L1' }] });
    expect(service.desk().maintenance).toMatchObject([{ equipment: 'L1', by: 'li' }]);
    expect(rows('')).toEqual(['restarted', 'maintenance-started']);
    await clock.advanceAsync(2_000);
    expect(rows('').at(-1)).toBe('maintenance-ending');
    await clock.advanceAsync(15 * MINUTE_MS);
    expect(rows('').at(-1)).toBe('maintenance-ended');
    expect(announced()).toEqual(['L1.trapped', 'L2.door', 'L1.door']);
    expect(desks.map(({ maintenance }) => maintenance.length)).toEqual([1, 1, 0]);
  });

  test('is ended by a person, or by its work order', async () => {
    const { service, engine, clock, feed, announced, mode, rows } = await liftRig();
    await service.maintain(mode(HOUR_MS));
    feed({ 1: 85 });
    await service.maintain(mode(0, { by: 'wang' }));
    await clock.advanceAsync(50);
    expect(announced()).toEqual(['L1.door']);
    await service.maintain(mode(HOUR_MS, { workOrder: 12 }));
    await engine.endMaintenanceOf(11);
    expect(service.desk().maintenance).toHaveLength(1);
    await engine.endMaintenanceOf(12);
    expect(service.desk().maintenance).toEqual([]);
    await clock.advanceAsync(9 * HOUR_MS);
    expect(rows('')).toHaveLength(5);
  });

  test('that is prolonged ends at the new end', async () => {
    const { service, clock, feed, announced, mode } = await liftRig();
    await service.maintain(mode(HOUR_MS));
    feed({ 1: 85 });
    await clock.advanceAsync(HOUR_MS / 2);
    await service.maintain(mode(HOUR_MS));
    await clock.advanceAsync(HOUR_MS - 1_000);
    expect(announced()).toEqual([]);
    await clock.advanceAsync(2_000);
    expect(announced()).toEqual(['L1.door']);
  });

  test('refusals', async () => {
    const { service, repository, mode } = await liftRig();
    expect(await service.maintain(mode(HOUR_MS, { equipment: 'L9' }))).toMatchObject({ code: 'EQUIPMENT_NOT_FOUND' });
    expect(await service.maintain(mode(9 * HOUR_MS))).toMatchObject({ code: 'REQUEST_INVALID' });
    repository.isDown = true;
    expect(await service.maintain(mode(HOUR_MS))).toMatchObject({ code: 'STORE_UNAVAILABLE' });
    expect(service.desk().maintenance).toEqual([]);
  });

  test('survives a restart, and has ended when its time was over meanwhile', async () => {
    const before = await liftRig();
    await before.service.maintain(before.mode(2 * HOUR_MS));
    before.feed({ 1: 85 });
    await before.clock.advanceAsync(HOUR_MS);
    await before.engine.stop();
    const after = await alarmRig({ ...before, conditions: lift });
    after.feed({ 1: 85 });
    await after.clock.advanceAsync(50 * MINUTE_MS);
    expect(after.find('L1.door')?.state).toBe('suppressed');
    await after.engine.stop();
    await after.clock.advanceAsync(HOUR_MS);
    const last = await alarmRig({ ...after, conditions: lift });
    await last.clock.advanceAsync(1_000);
    expect(last.find('L1.door')?.state).toBe('active-unacknowledged');
    expect(last.rows('').at(-1)).toBe('maintenance-ended');
    expect(await last.repository.maintenance()).toEqual([]);
  });
});
