import { setTimeout as pause } from 'node:timers/promises';
import type { HistoryLoss } from '../../../gateway/domain/history-loss.ts';
import { between, createRandom } from '../../simulators/model/random.ts';
import type { Scenario, ScenarioReport } from './scenario.ts';
import { FakeSink } from './sinks/fake-sink.ts';
import { Stage, verdictLine } from './stage.ts';

const SINK = 'late';
const DEVICES = 20;
const PERIOD_MS = 1_000;
/** A few thousand answers of each device. */
const LOG_BYTES = 1_000_000;
const CYCLES_PER_PART = 2_000;
const PARTS = { full: 5, short: 2 };
/** The log is looked after every 5 s. */
const LOOKED_AFTER_MS = 6_000;
const CAUGHT_UP_WITHIN_MS = 90_000;

export const policyLosses: Scenario = {
  name: 'policy-losses',
  about: 'a log so small that it must give way: what is lost is counted, to the last value',
  run: async (options) => {
    await using cleanUp = new AsyncDisposableStack();
    const sink = await FakeSink.start();
    cleanUp.defer(() => sink.stop());
    const sinks = [{ id: SINK, kind: 'influxdb' as const, url: sink.url, database: 'losses' }];
    const stage = await Stage.set(options, { devices: DEVICES, sinks, logBytes: LOG_BYTES }, cleanUp);
    const random = createRandom(options.seed, 'policy-losses');
    const parts = options.short ? PARTS.short : PARTS.full;
    stage.devices.runVirtual(Date.now() - (parts + 2) * CYCLES_PER_PART * PERIOD_MS, PERIOD_MS);
    // What a database has is no loss, however small the log.
    await part(stage);
    await stage.caughtUp([SINK], CAUGHT_UP_WITHIN_MS);
    await pause(LOOKED_AFTER_MS);
    stage.check(
      (await losses(stage)).length === 0,
      `losses although all was stored: ${JSON.stringify(await losses(stage))}`,
    );
    await sink.goAway();
    for (let n = 1; n <= parts; n++) {
      await part(stage);
      await pause(LOOKED_AFTER_MS);
      if (n === 1) await pause(between(random, 0, 1000));
      if (n === 1) await stage.killGateway();
    }
    await sink.comeBack();
    await stage.caughtUp([SINK], CAUGHT_UP_WITHIN_MS);
    return await report(stage, sink);
  },
};

async function part(stage: Stage): Promise<void> {
  await stage.gateway.ask('poll', { cycles: CYCLES_PER_PART, flushEvery: 20 });
}

const losses = (stage: Stage): Promise<readonly HistoryLoss[]> =>
  stage.gateway.ask('losses', { fromMs: 0, toMs: Date.now() });

async function report(stage: Stage, sink: FakeSink): Promise<ScenarioReport> {
  const verdict = await stage.compare(sink.store);
  const told = await losses(stage);
  const counted = told.reduce((sum, { samples }) => sum + samples, 0);
  const wrong = verdict.duplicates + verdict.corrupt + verdict.disorder + verdict.phantom;
  stage.check(wrong === 0, `${verdictLine(SINK, verdict)}; ${verdict.examples.join('; ')}`);
  stage.check(verdict.lost > 0, 'nothing was lost: the log was not too small');
  stage.check(counted === verdict.lost, `lost ${verdict.lost}, told ${counted}: ${JSON.stringify(told)}`);
  stage.check(
    told.every(({ kind }) => kind === 'evicted'),
    `told as ${told.map(({ kind }) => kind)}`,
  );
  await checkRanges(stage, sink, told);
  await stage.checkCounters(SINK, verdict);
  stage.noteErrors();
  return {
    failures: stage.failures,
    lines: [verdictLine(SINK, verdict), `the gateway tells ${told.length} losses with ${counted} values`],
    figures: { lost: verdict.lost, counted, losses: told.length },
  };
}

/** Every answer that is missing lies within a range that is told as lost. */
async function checkRanges(stage: Stage, sink: FakeSink, told: readonly HistoryLoss[]): Promise<void> {
  const { devices } = stage;
  for (let device = 0; device < devices.count; device++) {
    const stored = new Set((await sink.store.rows(device)).map(({ timeMs }) => timeMs));
    const untold = devices
      .served(device)
      .filter(({ clock }) => !stored.has(clock))
      .filter(({ clock }) => !told.some(({ from, to }) => clock >= from && clock <= to));
    stage.check(untold.length === 0, `missing and in no range told: ${untold.length} of device ${device}`);
  }
}
