import { Worker } from 'node:worker_threads';
import { type AlarmSystem, startAlarmSystem } from '../../gateway/assembly/alarm-system.ts';
import type { LoadedSite } from '../../gateway/config/load.ts';
import { createExpressionLanguage } from '../../gateway/expressions/cel-language.ts';
import { StopStack } from '../../gateway/observability/stop-stack.ts';
import { ComputedPoints } from '../../gateway/pipeline/computed/computed-points.ts';
import { createPipeline, type SampleConsumer } from '../../gateway/pipeline/pipeline.ts';
import type { Clock, Timer } from '../../gateway/ports/clock.ts';
import type { Outbox } from '../../gateway/ports/outbox.ts';
import { openStore, type Store } from '../../gateway/store/open-store.ts';
import type { ManualClock } from './manual-clock.ts';
import { silentLogger } from './silent-logger.ts';
import { silentMetrics } from './silent-metrics.ts';
import { UnderWay } from './under-way.ts';

/** The part of a loaded site that alarms, duty and delivery are made from. */
export type HouseSite = Pick<LoadedSite, 'site' | 'alarms' | 'onCall' | 'delivery' | 'channels'>;

export interface HouseProcessOptions {
  readonly folder: string;
  readonly clock: ManualClock;
  readonly loaded: HouseSite;
  readonly fetch: typeof fetch;
}

/** One life of the gateway's alarm system on its operations data: from a start to a stop, or to a kill. */
export interface HouseProcess {
  readonly system: AlarmSystem;
  readonly store: Store;
  /** Readings go in here, through the pipeline, to the alarms. */
  readonly onReadings: SampleConsumer;
  /** Resolves when everything is done that can be done without the clock moving. */
  settle(): Promise<void>;
  /** As SIGTERM does. */
  stop(): Promise<void>;
  /** As kill -9 does: no timer, no transaction, no request of this process any more. */
  kill(): Promise<void>;
}

/** Opens the operations data and starts the real engine, duty and senders over it. */
export async function startHouseProcess({ folder, loaded, ...given }: HouseProcessOptions): Promise<HouseProcess> {
  const underWay = new UnderWay();
  const clock = new ProcessClock(given.clock);
  const workers: Worker[] = [];
  const spawn = (path: string): Worker => {
    const worker = watchedWorker(path, underWay);
    workers.push(worker);
    return worker;
  };
  const asked: typeof fetch = async (...request) => {
    if (clock.isDead) throw new Error('the process was killed');
    return underWay.during('provider', given.fetch(...request));
  };
  const opened = await openStore({ folder, clock, logger: silentLogger, spawn });
  const store = { ...opened, outbox: watchedOutbox(opened.outbox, underWay) };
  const stops = new StopStack(clock, silentLogger);
  const system = await startAlarmSystem(
    { loaded, store, clock, logger: silentLogger, metrics: silentMetrics, random: () => 0.5, fetch: asked },
    stops,
  );
  const { points, computed = [] } = loaded.site;
  const derivation = new ComputedPoints(points, computed, createExpressionLanguage());
  return {
    ...{ system, store, settle: () => underWay.settle() },
    onReadings: createPipeline(points, [(batch) => system.engine.onSamples(batch)], derivation),
    async stop() {
      await stops.drain();
      await store.close();
      clock.die();
    },
    async kill() {
      clock.die();
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

/** Time as one process knows it: its monotonic clock begins with it, its timers end with it. */
class ProcessClock implements Clock {
  isDead = false;
  private readonly clock: ManualClock;
  private readonly bornMs: number;
  private readonly timers = new Set<Timer>();

  constructor(clock: ManualClock) {
    this.clock = clock;
    this.bornMs = clock.monotonicMs();
  }

  nowMs(): number {
    return this.clock.nowMs();
  }

  monotonicMs(): number {
    return this.clock.monotonicMs() - this.bornMs;
  }

  after(delayMs: number, task: () => void): Timer {
    return this.keep((isOver) =>
      this.clock.after(delayMs, () => {
        isOver();
        task();
      }),
    );
  }

  every(periodMs: number, task: () => void): Timer {
    return this.keep(() => this.clock.every(periodMs, task));
  }

  die(): void {
    this.isDead = true;
    for (const timer of this.timers) timer.cancel();
  }

  private keep(start: (isOver: () => void) => Timer): Timer {
    if (this.isDead) return { cancel: () => {} };
    const timer = start(() => this.timers.delete(timer));
    this.timers.add(timer);
    return {
      cancel: () => {
        this.timers.delete(timer);
        timer.cancel();
      },
    };
  }
}

/** The thread of the database, counting what it has been asked and has not answered. */
function watchedWorker(path: string, underWay: UnderWay): Worker {
  const url = new URL('../../gateway/store/worker.ts', import.meta.url);
  const worker = new Worker(url, { workerData: path, execArgv: [] });
  const post = worker.postMessage.bind(worker);
  worker.postMessage = (message: { readonly kind: string }) => {
    if (message.kind === 'query') underWay.begin('database');
    post(message);
  };
  worker.on('message', () => underWay.end('database'));
  return worker;
}

/** Counts the notices that are being sent. */
function watchedOutbox(outbox: Outbox, underWay: UnderWay): Outbox {
  const held = new Set<string>();
  const release = (id: string): void => {
    if (held.delete(id)) underWay.end('provider');
  };
  return {
    ...outbox,
    async lease(...asked) {
      const notices = await outbox.lease(...asked);
      for (const { id } of notices) {
        if (held.has(id)) continue;
        held.add(id);
        underWay.begin('provider');
      }
      return notices;
    },
    async settle(notice, settlement) {
      try {
        await outbox.settle(notice, settlement);
      } finally {
        release(notice.id);
      }
    },
    async giveBack(notices, later) {
      try {
        await outbox.giveBack(notices, later);
      } finally {
        for (const { id } of notices) release(id);
      }
    },
  };
}
