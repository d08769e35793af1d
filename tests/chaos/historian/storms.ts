import { setTimeout as pause } from 'node:timers/promises';
import { createRandom, type Random, uniform, whole } from '../../simulators/model/random.ts';
import type { Scenario, ScenarioReport } from './scenario.ts';
import { FakeSink, type Manner, takeAll, type WriteRecord } from './sinks/fake-sink.ts';
import { strayArrivals } from './sinks/fake-store.ts';
import { Stage, verdictLine } from './stage.ts';

const SINK = 'storm';
const DEVICES = 20;
const POLL_EVERY_MS = 250;
const BACKLOG_CYCLES = 500;
const PERIOD_MS = 1_000;
const LAST_MS = { full: 75_000, short: 12_000 };
const CAUGHT_UP_WITHIN_MS = 90_000;
const REFUSALS = [429, 500, 502, 503, 504];
/** What was acknowledged within the last minute goes out again after a doubt; more often than this would be endless. */
const MOST_SENT = 6;
/** The shortest first pause is half of 500 ms; timers of a busy machine may be a little early. */
const LEAST_PAUSE_MS = 245;

/** Half of all writes fail. Of those that fail with 5xx half are stored all the same: nobody can know. */
function storm(random: Random): Manner {
  return ({ lines }) => {
    if (uniform(random) < 0.5) return { status: 204, stores: lines };
    const status = REFUSALS[whole(random, 0, REFUSALS.length - 1)]!;
    const isBusy = status === 429 || status === 503;
    const headers = isBusy && uniform(random) < 0.5 ? { 'retry-after': String(whole(random, 1, 2)) } : {};
    const isStored = status !== 429 && uniform(random) < 0.5;
    return { status, headers, text: `storm ${status}`, stores: isStored ? lines : [] };
  };
}

export const storms: Scenario = {
  name: 'storms',
  about: 'half of all writes are answered with 429 or 5xx, with and without Retry-After',
  run: async (options) => {
    await using cleanUp = new AsyncDisposableStack();
    const sink = await FakeSink.start();
    cleanUp.defer(() => sink.stop());
    sink.manner = storm(createRandom(options.seed, 'storms'));
    const sinks = [{ id: SINK, kind: 'influxdb' as const, url: sink.url, database: 'storm' }];
    const stage = await Stage.set(options, { devices: DEVICES, sinks }, cleanUp);
    stage.devices.runVirtual(Date.now() - BACKLOG_CYCLES * PERIOD_MS, PERIOD_MS);
    await stage.gateway.ask('poll', { cycles: BACKLOG_CYCLES, flushEvery: 50 });
    stage.devices.runLive();
    await stage.gateway.ask('live', { everyMs: POLL_EVERY_MS });
    await pause(options.short ? LAST_MS.short : LAST_MS.full);
    sink.manner = takeAll;
    await stage.gateway.ask('halt', {});
    const drainMs = await stage.caughtUp([SINK], CAUGHT_UP_WITHIN_MS);
    return await report(stage, sink, drainMs);
  },
};

async function report(stage: Stage, sink: FakeSink, drainMs: number): Promise<ScenarioReport> {
  const { store, records, mostUnderWay } = sink;
  const failed = records.filter(({ status }) => status >= 300);
  const strays = [...store.arrivals.values()].reduce((sum, times) => sum + strayArrivals(times), 0);
  const pauses = pausesAfter(records);
  const early = pauses.filter(({ asked, waited }) => waited < asked);
  const verdict = await stage.judge(SINK, store);
  stage.check(mostUnderWay === 1, `${mostUnderWay} requests under way at the same time`);
  stage.check(strays === 0, `${strays} rows arrived out of order`);
  stage.check(store.changed === 0, `${store.changed} values were sent again with another value`);
  stage.check(early.length === 0, `asked again too soon: ${JSON.stringify(early.slice(0, 3))}`);
  stage.check(failed.length > 0, 'no write failed');
  const whole = failed.filter((record) => isRepeatedWhole(record, records)).length;
  const sent = (store.fresh + store.repeated) / store.fresh;
  stage.check(sent <= MOST_SENT, `each value was sent ${sent.toFixed(1)} times`);
  return {
    failures: stage.failures,
    lines: [
      `${records.length} writes, ${failed.length} of them failed; ${whole} of these batches came again from their first line on`,
      `each value stored ${sent.toFixed(2)} times; drained ${(drainMs / 1000).toFixed(1)} s after the storm`,
      verdictLine(SINK, verdict),
    ],
    figures: { writes: records.length, failed: failed.length, repeatedWhole: whole, sent, strays, drainMs },
  };
}

/** How long the gateway waited after each failure, and how long it had to at least, ms. */
function pausesAfter(records: readonly WriteRecord[]): { readonly asked: number; readonly waited: number }[] {
  return records.slice(0, -1).flatMap(({ status, retryAfter, answeredAt }, i) => {
    if (status < 300) return [];
    const asked = retryAfter === undefined ? LEAST_PAUSE_MS : Number(retryAfter) * 1000 - 5;
    return [{ asked, waited: Math.round(records[i + 1]!.arrivedAt - answeredAt) }];
  });
}

/** The next request that begins where a failed one began holds at least the same lines: nothing is passed over. */
function isRepeatedWhole(failed: WriteRecord, records: readonly WriteRecord[]): boolean {
  const first = failed.lines[0]?.text;
  const next = records.slice(records.indexOf(failed) + 1).find(({ lines }) => lines[0]?.text === first);
  if (!next) return false;
  const again = new Set(next.lines.map(({ text }) => text));
  return failed.lines.every(({ text }) => again.has(text));
}
