import { join } from 'node:path';
import { createAlarmEngine } from '../../gateway/alarms/alarm-engine.ts';
import { CONDITIONS } from '../../gateway/alarms/conditions/index.ts';
import { loadSiteFile } from '../../gateway/cli/site.ts';
import type { LoadedSite } from '../../gateway/config/load.ts';
import { QUALITY } from '../../gateway/domain/quality.ts';
import { BatchBuilder } from '../../gateway/domain/sample.ts';
import { createPlaybooks } from '../../gateway/duty/playbooks/playbooks.ts';
import { createTestRuns } from '../../gateway/duty/test-runs/test-runs.ts';
import { createExpressionLanguage } from '../../gateway/expressions/cel-language.ts';
import { Latest } from '../../gateway/pipeline/latest.ts';
import type { DutyNotice } from '../../gateway/ports/duty-notices.ts';
import { FaultBoard } from '../simulators/faults/board.ts';
import { createBuilding, readBuilding, stepBuilding } from '../simulators/model/building.ts';
import { REPOSITORY } from './child.ts';
import { ManualClock } from './manual-clock.ts';
import { MemoryAlarmRepository } from './memory-alarm-repository.ts';
import { MemoryRecordBook } from './memory-record-book.ts';
import { PastPoints } from './past-points.ts';
import { silentLogger } from './silent-logger.ts';
import { silentMetrics } from './silent-metrics.ts';

/** Points whose past is kept. */
const RECORDED = new Set(['rpm', 'load_pct', 'mains_v_a', 'fuel_pct', 'batt_v', 'p_total', 'v_ab', 'position']);
/** Looks at a moment are so far apart. */
const SECOND = 1_000;

export const readDemoSite = (): LoadedSite => {
  const loaded = loadSiteFile(join(REPOSITORY, 'config/demo.site.yaml'), {});
  if (!loaded.ok) throw new Error('the demo site has mistakes');
  return loaded.value;
};

/** The demo site's alarms, playbooks and test runs over the model of the building, second by second on a clock that is moved. */
export async function watchBuilding({ site, alarms: settings, duty }: LoadedSite, startMs: number) {
  const clock = new ManualClock(startMs);
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
  await playbooks.start();
  const model = createBuilding(1, startMs);
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
    await clock.advanceAsync(SECOND);
  }

  return {
    ...{ board, book, clock, past, playbooks, testRuns, told },
    async run(seconds: number): Promise<void> {
      for (let n = 0; n < seconds; n++) await second();
    },
    async stop(): Promise<void> {
      await playbooks.stop();
      await engine.stop();
    },
  };
}

export type WatchedBuilding = Awaited<ReturnType<typeof watchBuilding>>;
