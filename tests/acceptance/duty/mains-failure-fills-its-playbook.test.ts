import { expect, onTestFinished, test } from 'vitest';
import type { PlaybookRun } from '../../../gateway/domain/duty/playbooks/playbook.ts';
import type { DutyRecord } from '../../../gateway/domain/duty/record.ts';
import { systemDeed } from '../../../gateway/domain/duty/record-deed.ts';
import { readDemoSite, type WatchedBuilding, watchBuilding } from '../../harness/watched-building.ts';
import { summerWorkingDay } from '../../simulators/model/calendar.ts';

/** Ten in the morning of a working day. */
const START = summerWorkingDay(Date.parse('2026-07-15T02:00:00Z'));
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** Of telemetry and of the look at it. */
const LOOKS = 2 * SECOND;

const loaded = readDemoSite();

type Run = DutyRecord<PlaybookRun>;
const stepOf = ({ body }: Run, id: string) => body.steps.find((step) => step.id === id)!;
const stateOf = (run: Run, id: string) => stepOf(run, id).state;
const secondsOf = (run: Run, id: string): number =>
  ((stepOf(run, id).closedAt ?? Number.NaN) - run.body.startedAt) / SECOND;

/** When the building itself first did something, by its own readings. */
async function firstOf(
  { past, clock }: WatchedBuilding,
  tag: string,
  from: number,
  holds: (value: number) => boolean,
): Promise<number> {
  const { time, value } = await past.samples(tag, from, clock.nowMs(), 1_000_000);
  return time[value.findIndex(holds)]!;
}

const REPORT = {
  cause: '外部电网停电',
  impact: '全楼，31分钟',
  losses: '无',
  measures: '发电机供电，电梯平层',
  correction: '检查自投时间',
  responsible: '王强',
  correctBy: '2026-07-31',
};

test('a mains failure of the building fills its playbook by itself, people add the rest, and the generators have run', async () => {
  const building = await watchBuilding(loaded, START);
  onTestFinished(() => building.stop());
  const { board, clock, playbooks, testRuns, told, run } = building;
  const { service } = playbooks;
  const { nextPostMs, posts } = loaded.duty.playbooks;
  const late = (step: string) => told.filter(({ code, key }) => code === 'PLAYBOOK_LATE' && key.split(' ')[2] === step);
  await run(30);
  expect(await service.list({ limit: 9 })).toEqual([]);

  board.activate('mains-failure', {});
  const lostAt = clock.nowMs();
  await run(90);
  const [begun, ...others] = await service.list({ limit: 9 });
  expect(others).toEqual([]);
  expect(begun?.body).toMatchObject({ playbook: 'mains-failure', isDrill: false, startedBy: null });
  expect(begun!.body.startedAt - lostAt).toBeLessThan(3_000);
  expect(new Set(begun?.body.alarms.map(({ conditionId }) => conditionId))).toEqual(
    new Set(['INC1.supply-lost', 'INC2.supply-lost', 'ATS1.normal-source']),
  );
  for (const id of ['lost', 'generator', 'important-loads']) expect([id, stateOf(begun!, id)]).toEqual([id, 'seen']);
  expect(secondsOf(begun!, 'generator')).toBeLessThan(30);
  expect(secondsOf(begun!, 'important-loads')).toBeLessThan(60);
  // Not only seen: at the moment at which the building did it.
  const upToSpeed = ['G1.rpm', 'G2.rpm'].map((tag) => firstOf(building, tag, lostAt, (rpm) => rpm > 1400));
  const carried = await firstOf(building, 'ATS1.position', lostAt, (position) => position === 2);
  for (const [id, at] of [
    ['generator', Math.min(...(await Promise.all(upToSpeed)))],
    ['important-loads', carried],
  ] as const)
    expect([id, Math.abs(stepOf(begun!, id).closedAt! - at) <= LOOKS]).toEqual([id, true]);
  expect(stateOf(begun!, 'mains-back')).toBe('open');
  expect(told.filter(({ code }) => code === 'PLAYBOOK_LATE')).toEqual([]);

  // Nobody comes: the shift lead is told at the limit, the manager when nobody has come after that either, each once.
  await run(5 * 60 - 90 + 2);
  expect(late('electrician-there')).toMatchObject([{ priority: 'P2', to: posts.get('lead') }]);
  const [first] = late('electrician-there');
  expect(Math.abs(first!.at - begun!.body.startedAt - 5 * MINUTE)).toBeLessThanOrEqual(LOOKS);
  await run(nextPostMs / SECOND);
  expect(late('electrician-there').map(({ to }) => to)).toEqual([posts.get('lead'), posts.get('manager')]);
  expect(posts.get('manager')).toEqual([{ kind: 'person', person: 'chen' }]);
  await run(nextPostMs / SECOND);
  expect(late('electrician-there')).toHaveLength(2);
  const person = (by = 'wang') => ({ ...systemDeed(clock.nowMs()), by, via: 'phone' as const });
  const said = { note: 'outside fault, supply company asked', value: '85 %', photos: [] };
  for (const id of ['electrician-there', 'lifts', 'cause', 'plant-checked', 'users-told', 'users-written', 'fuel']) {
    expect(await service.confirm(begun!.id, id, said, person())).toMatchObject({ ok: true });
  }
  for (const id of ['manual-start', 'second-feed']) {
    expect(await service.skip(begun!.id, id, 'not needed', person())).toMatchObject({ ok: true });
  }
  const answeredAt = clock.nowMs();
  const toldBefore = told.filter(({ code }) => code === 'PLAYBOOK_LATE').length;

  // The generators carry the loads for more than half an hour in all.
  await run(27 * 60);
  board.clear('mains-failure');
  const backAt = clock.nowMs();
  await run(120);
  const back = await service.get(begun!.id);
  for (const id of ['mains-back', 'back-on-mains', 'generator-stopped', 'auto-again']) {
    expect([id, stateOf(back!, id)]).toEqual([id, 'seen']);
  }
  const supplied = ['INC1.v_ab', 'INC2.v_ab'].map((tag) => firstOf(building, tag, backAt, (volts) => volts > 340));
  const switched = await firstOf(building, 'ATS1.position', backAt, (position) => position === 0);
  const stopped = ['G1.rpm', 'G2.rpm'].map((tag) => firstOf(building, tag, backAt, (rpm) => rpm < 100));
  for (const [id, at] of [
    ['mains-back', Math.max(...(await Promise.all(supplied)))],
    ['back-on-mains', switched],
    ['generator-stopped', Math.max(...(await Promise.all(stopped)))],
  ] as const)
    expect([id, Math.abs(stepOf(back!, id).closedAt! - at) <= LOOKS]).toEqual([id, true]);
  expect(await service.confirm(begun!.id, 'looked-over', said, person())).toMatchObject({ ok: true });
  await run(2);
  const ended = await service.get(begun!.id);
  expect(ended).toMatchObject({ state: 'done', body: { endedBy: null } });
  expect(ended!.body.steps.every(({ state }) => state === 'seen' || state === 'confirmed' || state === 'skipped')).toBe(
    true,
  );
  expect(told.filter(({ code, at }) => code === 'PLAYBOOK_LATE' && at > answeredAt)).toEqual([]);

  // What is printed: the times in their order, what was late and who was told, the words of people, two signatures.
  const events = await service.events(begun!.id);
  const lateLines = events.filter(({ type }) => type === 'step-late');
  expect(lateLines).toHaveLength(toldBefore);
  expect(lateLines.map(({ detail }) => detail)).toContainEqual({ step: 'electrician-there', post: 'manager' });
  expect(await service.report(begun!.id, REPORT, person('zhao'))).toMatchObject({ ok: true, value: { state: 'done' } });
  expect(await service.sign(begun!.id, person('zhao'))).toMatchObject({ ok: true });
  expect(await service.report(begun!.id, { ...REPORT, losses: '' }, person('zhao'))).toMatchObject({ ok: false });
  expect(await service.sign(begun!.id, person('zhao'))).toMatchObject({ ok: false });
  expect(await service.sign(begun!.id, person('chen'))).toMatchObject({ ok: true });
  expect((await service.get(begun!.id))?.body).toMatchObject({
    report: REPORT,
    signed: [{ by: 'zhao' }, { by: 'chen' }],
  });

  await run(60);
  await testRuns.tick();
  const runs = await testRuns.service.runs({ limit: 9 });
  expect(runs.map(({ body }) => [body.equipment, body.run?.kind])).toEqual(
    expect.arrayContaining([
      ['G1', 'outage'],
      ['G2', 'outage'],
    ]),
  );
  for (const { body } of runs) {
    expect(body.run!.endedAt! - body.run!.startedAt).toBeGreaterThan(30 * MINUTE);
    expect(body.run?.counts).toContain('weekly');
    expect(body.run?.figures.find(({ name }) => name === 'rpm')?.middle).toBeCloseTo(1500, -2);
  }
});
