import { expect, test } from 'vitest';
import { ManualClock } from '../../../tests/harness/manual-clock.ts';
import { type RunsBench, runsBench } from '../../../tests/harness/runs-bench.ts';
import type { OutageDraft } from '../../domain/duty/outages/outage.ts';
import { systemDeed } from '../../domain/duty/record-deed.ts';
import type { MaintenanceMode } from '../../ports/alarm-repository.ts';

const NOW = Date.UTC(2026, 10, 18, 2);
const HOUR = 3_600_000;
const person = (at: number, by = 'chen') => ({ ...systemDeed(at), by, via: 'screen' as const });

const draft = (change: Partial<OutageDraft> = {}): OutageDraft => ({
  ...{ kind: 'power', title: 'Feeder F1', reason: 'exchange of a breaker', equipment: ['F1'], scope: 'lift 1' },
  ...{ advice: 'use the stairs', contact: '8000', startAt: NOW + 30 * HOUR, endAt: NOW + 32 * HOUR },
  ...change,
});

interface Desk extends RunsBench {
  readonly modes: Map<string, MaintenanceMode>;
}

/** With a desk that keeps its maintenance modes. */
function bench(): Desk {
  const one = runsBench({ clock: new ManualClock(NOW) });
  const modes = new Map<string, MaintenanceMode>();
  one.alarms.desk = () => ({ flood: null, unrecordedSince: null, maintenance: [...modes.values()] });
  one.alarms.maintain = async (mode) => {
    if (mode.until <= one.clock.nowMs()) modes.delete(mode.equipment);
    else modes.set(mode.equipment, mode);
    return { ok: true, value: undefined };
  };
  return { ...one, modes };
}

async function announced(one: Desk, change: Partial<OutageDraft> = {}) {
  const planned = await one.outages.service.open(draft(change), person(NOW));
  const id = planned.ok ? planned.value.id : 0;
  const outcome = await one.outages.service.announce(id, null, person(NOW));
  if (!outcome.ok) throw new Error(outcome.detail);
  return id;
}

test('whoever hangs on it is on the list; notice is a day ahead, or says why not', async () => {
  const one = bench();
  const planned = await one.outages.service.open(
    draft({ startAt: NOW + 5 * HOUR, endAt: NOW + 6 * HOUR }),
    person(NOW),
  );
  expect(planned.ok && planned.value.body.affected.map(({ equipment }) => equipment)).toEqual(['F1', 'L1']);
  const id = planned.ok ? planned.value.id : 0;
  expect(await one.outages.service.announce(id, null, person(NOW))).toMatchObject({ ok: false });
  expect(await one.outages.service.announce(id, 'a joint is hot', person(NOW))).toMatchObject({
    ...{ ok: true, value: { body: { announced: { isShort: true, excuse: 'a joint is hot' } } } },
  });
  expect(one.told.map(({ code }) => code)).toEqual(['OUTAGE_PLANNED']);
  expect(await one.outages.service.open(draft({ equipment: ['X'] }), person(NOW))).toMatchObject({
    ...{ ok: false, code: 'EQUIPMENT_NOT_FOUND' },
  });
});

test('alarms of what is affected are marked while it lasts, seen off and back, and set free at its end', async () => {
  const one = bench();
  const id = await announced(one);
  one.show('F1.v_ab', 400);
  await one.outages.start();
  await one.clock.advanceAsync(28 * HOUR + 60_000);
  expect(one.told.map(({ priority }) => priority)).toEqual(['P4', 'P3']);
  expect(one.modes.size).toBe(0);
  await one.clock.advanceAsync(2 * HOUR);
  expect([...one.modes.keys()]).toEqual(['F1', 'L1']);
  one.show('F1.v_ab', 0);
  await one.clock.advanceAsync(90 * 60_000);
  const off = await one.outages.service.get(id);
  expect(off?.body).toMatchObject({ offAt: expect.any(Number), offBy: null, marked: ['F1', 'L1'] });
  expect([...one.modes.values()].every(({ until }) => until > one.clock.nowMs())).toBe(true);
  one.show('F1.v_ab', 399);
  await one.clock.advanceAsync(30_000);
  expect((await one.outages.service.get(id))?.body.backAt).not.toBeNull();
  expect(one.modes.size).toBe(0);
  const restored = await one.outages.service.restore(id, 'supply is back', person(one.clock.nowMs()));
  expect(restored).toMatchObject({ ok: true, value: { state: 'done' } });
  expect(one.told.at(-1)?.code).toBe('OUTAGE_RESTORED');
  await one.outages.stop();
  expect(one.clock.pending).toBe(0);
});

test('a machine that somebody works on stays his', async () => {
  const one = bench();
  await announced(one);
  const own = { from: NOW, until: NOW + 40 * HOUR, by: 'li', reason: 'lift', workOrder: null, equipment: 'L1' };
  one.modes.set('L1', own);
  await one.outages.start();
  await one.clock.advanceAsync(33 * HOUR);
  expect(one.modes.get('L1')).toEqual(own);
  expect(one.told.map(({ key }) => key.split(' ')[2])).toEqual(['announced', 'reminder', 'overdue']);
  await one.outages.stop();
});

test('what nobody announced, and what never came off, is missed', async () => {
  const one = bench();
  const planned = await one.outages.service.open(draft(), person(NOW));
  const id = await announced(one, { title: 'other' });
  await one.outages.start();
  await one.clock.advanceAsync(31 * HOUR);
  expect((await one.outages.service.get(planned.ok ? planned.value.id : 0))?.state).toBe('missed');
  await one.clock.advanceAsync(26 * HOUR);
  expect((await one.outages.service.get(id))?.state).toBe('missed');
  expect(one.modes.size).toBe(0);
  await one.outages.stop();
});

test('an announced plan is not changed, only put off or cancelled', async () => {
  const one = bench();
  const id = await announced(one);
  const { service } = one.outages;
  expect(await service.change(id, draft({ title: 'x' }), person(NOW))).toMatchObject({ ok: false });
  expect(await service.extend(id, NOW + 31 * HOUR, 'no spare part', person(NOW))).toMatchObject({ ok: false });
  expect(await service.extend(id, NOW + 40 * HOUR, 'no spare part', person(NOW))).toMatchObject({
    ...{ ok: true, value: { dueAt: NOW + 40 * HOUR } },
  });
  expect(await service.cancel(id, 'put off to spring', person(NOW))).toMatchObject({
    ...{ ok: true, value: { state: 'cancelled' } },
  });
});
