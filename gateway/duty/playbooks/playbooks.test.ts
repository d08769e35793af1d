import { expect, test } from 'vitest';
import { fakeAlarm } from '../../../tests/harness/fake-alarms.ts';
import { ManualClock } from '../../../tests/harness/manual-clock.ts';
import { type RunsBench, runsBench } from '../../../tests/harness/runs-bench.ts';
import type { Alarm } from '../../domain/alarm.ts';
import { systemDeed } from '../../domain/duty/record-deed.ts';

const START = Date.UTC(2026, 10, 18, 2);
const MINUTE = 60_000;
const person = (at: number, by = 'wang') => ({ ...systemDeed(at), by, via: 'phone' as const });
const words = { note: 'outside fault', value: null, photos: [] };

function bench(): RunsBench {
  const one = runsBench({ clock: new ManualClock(START) });
  one.alarms.alarms = [];
  for (const tag of ['INC1.v_ab', 'INC2.v_ab']) one.show(tag, 400);
  one.show('G1.rpm', 0);
  return one;
}

const lost = (equipment: string, at: number, change: Partial<Alarm> = {}): Alarm =>
  fakeAlarm(`${equipment}.supply-lost~1`, {
    equipment,
    onsetAt: at,
    activeAt: at + 2000,
    annunciatedAt: at,
    ...change,
  });

/** Says that both incomers are dead. */
function lose(one: RunsBench, at: number): void {
  for (const equipment of ['INC1', 'INC2']) one.alarms.emit(lost(equipment, at));
  for (const tag of ['INC1.v_ab', 'INC2.v_ab']) one.show(tag, 0);
}

const stepsOf = async (one: RunsBench) => {
  const [record] = await one.playbooks.service.list({ limit: 1 });
  return record?.body.steps.map(({ id, state }) => `${id} ${state}`);
};

test('a mains failure fills its playbook by itself; a person adds what only a person knows', async () => {
  const one = bench();
  await one.playbooks.start();
  lose(one, START);
  await one.clock.advanceAsync(3_000);
  expect(await one.playbooks.service.list({ limit: 9 })).toHaveLength(1);
  expect(one.told.map(({ code }) => code)).toEqual(['PLAYBOOK_STARTED']);
  one.show('G1.rpm', 1500);
  await one.clock.advanceAsync(2_000);
  const [record] = await one.playbooks.service.list({ limit: 1 });
  expect(record?.body.alarms.map(({ equipment }) => equipment)).toEqual(['INC1', 'INC2']);
  expect(record?.body.steps[1]).toMatchObject({ state: 'seen', closedAt: START + 3_000, by: null });
  await one.playbooks.service.confirm(record!.id, 'there', words, person(one.clock.nowMs()));
  await one.playbooks.service.skip(record!.id, 'manual', 'it started by itself', person(one.clock.nowMs()));
  expect(await stepsOf(one)).toEqual(['lost seen', 'generator seen', 'there confirmed', 'manual skipped', 'back open']);
  one.show('INC1.v_ab', 400);
  await one.clock.advanceAsync(2_000);
  expect((await stepsOf(one))?.at(-1)).toBe('back open');
  one.show('INC2.v_ab', 398);
  await one.clock.advanceAsync(3_000);
  const [ended] = await one.playbooks.service.list({ limit: 1 });
  expect(ended).toMatchObject({ state: 'done', body: { endedBy: null } });
  await one.playbooks.stop();
  expect(one.clock.pending).toBe(0);
});

test('a step that is late is told to its posts, once each, and not in a drill', async () => {
  const one = bench();
  await one.playbooks.start();
  lose(one, START);
  await one.clock.advanceAsync(62_000);
  expect(one.told.map(({ code, to }) => [code, to])).toEqual([
    ['PLAYBOOK_STARTED', undefined],
    ['PLAYBOOK_LATE', []],
  ]);
  await one.clock.advanceAsync(300_000);
  expect(one.told.filter(({ code }) => code === 'PLAYBOOK_LATE').map(({ key, to }) => [key.slice(-11), to])).toEqual([
    ['generator 0', []],
    ['k 1 there 0', []],
    ['generator 1', [{ kind: 'rotation', rotation: 'shift-lead' }]],
  ]);
  await one.playbooks.stop();

  const drill = bench();
  await drill.playbooks.start();
  const request = { playbook: 'mains', isDrill: true, place: 'yard', equipment: [] };
  const begun = await drill.playbooks.service.start(request, person(START));
  const id = begun.ok ? begun.value.id : 0;
  await drill.playbooks.service.confirm(id, 'lost', words, person(START));
  await drill.clock.advanceAsync(2 * MINUTE);
  expect(drill.told).toEqual([]);
  expect((await drill.playbooks.service.events(id)).map(({ type }) => type)).toContain('step-late');
  await drill.playbooks.stop();
});

test('alarms that are kept quiet, or of other machines, begin nothing', async () => {
  const one = bench();
  await one.playbooks.start();
  one.alarms.emit(lost('INC1', START, { state: 'suppressed' }));
  one.alarms.emit(lost('L1', START));
  one.alarms.emit(lost('INC2', START, { state: 'returned-unacknowledged' }));
  await one.clock.advanceAsync(5_000);
  expect(await one.playbooks.service.list({ limit: 9 })).toEqual([]);
  await one.playbooks.stop();
});

test('an alarm that goes on after its playbook was ended does not begin it again', async () => {
  const one = bench();
  await one.playbooks.start();
  lose(one, START);
  await one.clock.advanceAsync(2_000);
  const [record] = await one.playbooks.service.list({ limit: 1 });
  await one.playbooks.service.cancel(record!.id, 'work of the grid company', person(one.clock.nowMs()));
  one.alarms.emit(lost('INC1', START, { state: 'active-acknowledged' }));
  await one.clock.advanceAsync(5_000);
  expect(await one.playbooks.service.list({ limit: 9 })).toHaveLength(1);
  one.alarms.emit(lost('INC1', START + 60_000, { id: 'INC1.supply-lost~2', episode: 2 }));
  await one.clock.advanceAsync(2_000);
  expect(await one.playbooks.service.list({ limit: 9 })).toHaveLength(2);
  await one.playbooks.stop();
});

test('a gateway that is killed in the middle goes on, with what was to be seen meanwhile at its own time', async () => {
  const one = bench();
  await one.playbooks.start();
  lose(one, START);
  await one.clock.advanceAsync(3_000);
  await one.playbooks.stop();
  one.past.write('G1.rpm', START, 0);
  one.past.write('G1.rpm', START + 20_000, 1500);
  one.past.write('G1.rpm', START + 25_000, 1502);
  for (const tag of ['INC1.v_ab', 'INC2.v_ab']) {
    one.past.write(tag, START - 60_000, 400);
    one.past.write(tag, START, 0);
  }
  one.clock.advance(MINUTE);
  const after = runsBench({ book: one.book, clock: one.clock, past: one.past });
  after.alarms.alarms = [lost('INC1', START), lost('INC2', START)];
  await after.playbooks.start();
  await after.clock.advanceAsync(2_000);
  const runs = await after.playbooks.service.list({ limit: 9 });
  expect(runs).toHaveLength(1);
  expect(runs[0]?.body.steps[1]).toMatchObject({ id: 'generator', state: 'seen', closedAt: START + 20_000 });
  expect(runs[0]?.body.steps[4]).toMatchObject({ id: 'back', state: 'open' });
  await after.playbooks.stop();
});

test('the library says when a drill is due', async () => {
  const one = bench();
  expect(await one.playbooks.service.library()).toMatchObject([{ lastPractisedAt: null, isDrillDue: true }]);
});
