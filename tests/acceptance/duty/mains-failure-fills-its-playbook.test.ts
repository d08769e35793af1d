import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createAlarmEngine } from '../../../gateway/alarms/alarm-engine.ts';
import { CONDITIONS } from '../../../gateway/alarms/conditions/index.ts';
import { loadSiteFile } from '../../../gateway/cli/site.ts';
import type { PlaybookRun } from '../../../gateway/domain/duty/playbooks/playbook.ts';
import type { DutyRecord } from '../../../gateway/domain/duty/record.ts';
import { systemDeed } from '../../../gateway/domain/duty/record-deed.ts';
import { QUALITY } from '../../../gateway/domain/quality.ts';
import { BatchBuilder } from '../../../gateway/domain/sample.ts';
import { createPlaybooks } from '../../../gateway/duty/playbooks/playbooks.ts';
import { createTestRuns } from '../../../gateway/duty/test-runs/test-runs.ts';
import { createExpressionLanguage } from '../../../gateway/expressions/cel-language.ts';
import { Latest } from '../../../gateway/pipeline/latest.ts';
import type { DutyNotice } from '../../../gateway/ports/duty-notices.ts';
import { REPOSITORY } from '../../harness/child.ts';
import { ManualClock } from '../../harness/manual-clock.ts';
import { MemoryAlarmRepository } from '../../harness/memory-alarm-repository.ts';
import { MemoryRecordBook } from '../../harness/memory-record-book.ts';
import { PastPoints } from '../../harness/past-points.ts';
import { silentLogger } from '../../harness/silent-logger.ts';
import { silentMetrics } from '../../harness/silent-metrics.ts';
import { FaultBoard } from '../../simulators/faults/board.ts';
import { createBuilding, readBuilding, stepBuilding } from '../../simulators/model/building.ts';
import { summerWorkingDay } from '../../simulators/model/calendar.ts';

const loaded = loadSiteFile(join(REPOSITORY, 'config/demo.site.yaml'), {});
if (!loaded.ok) throw new Error('the demo site has mistakes');
const { site, alarms: settings, duty } = loaded.value;
/** Ten in the morning of a working day. */
const START = summerWorkingDay(Date.parse('2026-07-15T02:00:00Z'));
const MINUTE = 60_000;
const RECORDED = new Set(['rpm', 'load_pct', 'mains_v_a', 'fuel_pct', 'batt_v', 'p_total', 'v_ab', 'position']);

/** The demo site's alarms and duty room over the model of the building. */
async function watchBuilding() {
  const clock = new ManualClock(START);
  const book = new MemoryRecordBook();
  const past = new PastPoints(site.points);
  const latest = new Latest(site.points.length);
  const told: DutyNotice[] = [];
  const { conditions, points, equipment, timeZone } = site;
  const engine = createAlarmEngine({
    ...{ conditions, points, equipment: equipment.map(({ id }) => id), timeZone, settings },
    ...{ kinds: CONDITIONS, repository: new MemoryAlarmRepository(), clock },
    ...{ logger: silentLogger, metrics: silentMetrics },
  });
  const classes = new Map(equipment.map((one) => [one.id, one.class]));
  const common = { book, latest, clock, reader: past, logger: silentLogger };
  const notices = { tell: (notice: DutyNotice) => void told.push(notice) };
  const playbooks = createPlaybooks({
    ...{ ...common, notices, points, plan: duty.playbooks, alarms: engine.service },
    ...{ expressions: createExpressionLanguage(), classOf: (id) => classes.get(id), newId: () => 'by-hand' },
  });
  const testRuns = createTestRuns({
    ...{ ...common, notices, plan: duty.testRuns, timeZone, nameOf: (id) => ({ en: id, zh: id }) },
    orders: { create: () => Promise.reject(new Error('no run failed')) },
  });
  await engine.start();
  onTestFinished(async () => engine.stop());
  await playbooks.start();
  onTestFinished(() => playbooks.stop());
  const model = createBuilding(1, START);
  const board = new FaultBoard(() => model.cooling.chillers[model.cooling.lead].id);
  const batch = new BatchBuilder(points.length);

  async function second(): Promise<void> {
    for (let half = 0; half < 2; half++) stepBuilding(model, 0.5, board.modelInputs());
    const readings = readBuilding(model);
    batch.clear();
    for (const { index, tag, name, equipment: machine } of points) {
      const value = readings[machine]?.[name];
      if (value === undefined) continue;
      batch.add(index, value, QUALITY.good, clock.nowMs());
      if (RECORDED.has(name)) past.write(tag, clock.nowMs(), value);
    }
    latest.take(batch);
    engine.onSamples(batch);
    await clock.advanceAsync(1000);
  }

  return {
    ...{ board, clock, playbooks, testRuns, told },
    async run(seconds: number): Promise<void> {
      for (let n = 0; n < seconds; n++) await second();
    },
  };
}

const stateOf = ({ body }: DutyRecord<PlaybookRun>, id: string) => body.steps.find((step) => step.id === id)?.state;
const secondsOf = ({ body }: DutyRecord<PlaybookRun>, id: string): number =>
  ((body.steps.find((step) => step.id === id)?.closedAt ?? Number.NaN) - body.startedAt) / 1000;

test('a mains failure of the building fills its playbook by itself, people add the rest, and the generators have run', async () => {
  const { board, clock, playbooks, testRuns, told, run } = await watchBuilding();
  const { service } = playbooks;
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
  expect(stateOf(begun!, 'mains-back')).toBe('open');

  await run(240);
  expect(told.map(({ code }) => code)).toContain('PLAYBOOK_LATE');
  const person = () => ({ ...systemDeed(clock.nowMs()), by: 'wang', via: 'phone' as const });
  const said = { note: 'outside fault, supply company asked', value: '85 %', photos: [] };
  for (const id of ['electrician-there', 'lifts', 'cause', 'plant-checked', 'users-told', 'users-written', 'fuel']) {
    expect(await service.confirm(begun!.id, id, said, person())).toMatchObject({ ok: true });
  }
  for (const id of ['manual-start', 'second-feed']) {
    expect(await service.skip(begun!.id, id, 'not needed', person())).toMatchObject({ ok: true });
  }

  // The generators carry the loads for half an hour.
  await run(27 * 60);
  board.clear('mains-failure');
  await run(120);
  const back = await service.get(begun!.id);
  for (const id of ['mains-back', 'back-on-mains', 'generator-stopped', 'auto-again']) {
    expect([id, stateOf(back!, id)]).toEqual([id, 'seen']);
  }
  expect(await service.confirm(begun!.id, 'looked-over', said, person())).toMatchObject({ ok: true });
  await run(2);
  const ended = await service.get(begun!.id);
  expect(ended).toMatchObject({ state: 'done', body: { endedBy: null } });
  expect(ended!.body.steps.every(({ state }) => state === 'seen' || state === 'confirmed' || state === 'skipped')).toBe(
    true,
  );

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
