import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createAlarmEngine } from '../../gateway/alarms/alarm-engine.ts';
import { CONDITIONS } from '../../gateway/alarms/conditions/index.ts';
import { loadSiteFile } from '../../gateway/cli/site.ts';
import { QUALITY } from '../../gateway/domain/quality.ts';
import { BatchBuilder } from '../../gateway/domain/sample.ts';
import type { Site } from '../../gateway/domain/site.ts';
import { REPOSITORY } from '../harness/child.ts';
import { ManualClock } from '../harness/manual-clock.ts';
import { MemoryAlarmRepository } from '../harness/memory-alarm-repository.ts';
import { silentLogger } from '../harness/silent-logger.ts';
import { silentMetrics } from '../harness/silent-metrics.ts';
import { FaultBoard } from '../simulators/faults/board.ts';
import { createBuilding, readBuilding, showSensors, stepBuilding } from '../simulators/model/building.ts';
import { summerWorkingDay } from '../simulators/model/calendar.ts';
import type { Readings } from '../simulators/model/readings.ts';

const loaded = loadSiteFile(join(REPOSITORY, 'config/demo.site.yaml'), {});
if (!loaded.ok) throw new Error('the demo site has mistakes');
const { site, alarms: settings } = loaded.value;
/** Eleven in the morning of a working day. */
const START = summerWorkingDay(Date.parse('2026-07-15T03:00:00Z'));

/** The demo site's alarms on the building's model: every point that is read has its value at every turn of its scan. */
async function watchBuilding() {
  const clock = new ManualClock(START);
  const repository = new MemoryAlarmRepository();
  const { conditions, points, equipment, timeZone } = site;
  const engine = createAlarmEngine({
    ...{ conditions, points, equipment: equipment.map(({ id }) => id), timeZone, settings },
    ...{ kinds: CONDITIONS, repository, clock, logger: silentLogger, metrics: silentMetrics },
  });
  await engine.start();
  onTestFinished(async () => engine.stop());
  const model = createBuilding(1, START);
  const board = new FaultBoard(() => model.cooling.chillers[model.cooling.lead].id);
  const batch = new BatchBuilder(points.length);
  let readings: Readings = {};

  async function second(n: number): Promise<void> {
    for (let half = 0; half < 2; half++) stepBuilding(model, 0.5, board.modelInputs());
    const sensors = n % 5 === 0 ? showSensors(model, board.modelInputs(), { leaks: true, others: true }) : {};
    readings = { ...readings, ...readBuilding(model), ...sensors };
    batch.clear();
    for (const point of points) addReading(batch, point, readings, n, clock.nowMs());
    engine.onSamples(batch);
    await clock.advanceAsync(1000);
  }

  let elapsed = 0;
  return {
    board,
    service: engine.service,
    async run(seconds: number): Promise<void> {
      for (const end = elapsed + seconds; elapsed < end; elapsed++) await second(elapsed);
    },
    announced: () =>
      repository.rows.flatMap(({ annunciation, alarmId }) => (annunciation ? [alarmId?.split('~')[0]] : [])),
    activated: () => repository.rows.filter(({ type }) => type === 'activated').length,
    orders: () => repository.orders.size,
  };
}

function addReading(
  batch: BatchBuilder,
  point: Site['points'][number],
  readings: Readings,
  n: number,
  at: number,
): void {
  const value = readings[point.equipment]?.[point.name];
  if (value === undefined || n % Math.max(1, Math.round(point.periodMs / 1000)) !== 0) return;
  batch.add(point.index, value, QUALITY.good, at);
}

test('a mains failure is told four times, whatever stands still because of it, and nothing is told when it is over', async () => {
  const { run, board, announced, activated, service, orders } = await watchBuilding();
  await run(60);
  expect(announced()).toEqual([]);
  board.activate('mains-failure', {});
  await run(300);
  const told = ['INC1.supply-lost', 'INC2.supply-lost', 'ATS1.normal-source', 'ATS1.on-emergency'];
  expect(announced()).toEqual(told);
  expect(activated()).toBeGreaterThan(35);
  expect(orders()).toBe(2);
  expect(service.desk().flood).toBeNull();
  expect(service.open().find(({ conditionId }) => conditionId === 'INC1.supply-lost')?.consequences).toBeGreaterThan(5);
  board.clear('mains-failure');
  await run(600);
  expect(announced()).toEqual(told);
});

test.each([
  ['breaker-trip', { breaker: 'Q2' }, ['Q2.fault-trip', 'INC2.supply-lost']],
  ['chiller-trip', {}, ['CH-1.shutdown']],
  ['passenger-trapped', {}, ['L03.passenger-alarm', 'L03.safety-fault']],
  ['feeder-overload', {}, ['F07.overcurrent-a']],
  ['phase-loss', {}, ['F08.voltage-missing-ab']],
  ['pump-dry-run', {}, ['DWP-1.pressure-lost']],
  ['leak', {}, ['LK01.leak']],
] as const)('%s is told as what it is, once, and not when it is over', async (fault, parameters, told) => {
  const { run, board, announced } = await watchBuilding();
  await run(5);
  board.activate(fault, parameters);
  await run(120);
  expect(announced()).toEqual(told);
  board.clear(fault);
  await run(300);
  expect(announced()).toEqual(told);
});
