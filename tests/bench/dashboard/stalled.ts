import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Worker } from 'node:worker_threads';
import { BatchBuilder } from '../../../gateway/domain/sample.ts';
import { LiveHub } from '../../../gateway/live/live-hub.ts';
import { fakeAlarm } from '../../harness/fake-alarms.ts';
import { silentLogger } from '../../harness/silent-logger.ts';
import { silentMetrics } from '../../harness/silent-metrics.ts';
import { type FakeWeb, startFakeWeb } from '../../harness/web-fakes.ts';
import type { Benchmark } from '../benchmark.ts';

const POINTS = 1000;
const CLIENTS = 20;
const BYTES_PER_S = 10_000;
const LIMIT_KB = 1000;
const TICK_MS = 50;
const ALARMS_PER_S = 5;

/** Browsers behind a bad line. */
export const stalled: Benchmark = {
  name: 'stalled',
  about: `what a client costs the server that takes only ${BYTES_PER_S / 1000} kB/s of ${POINTS} points at 1 Hz and ${ALARMS_PER_S} alarms a second`,
  async run({ short }) {
    const seconds = short ? 20 : 90;
    const slow = await measure(BYTES_PER_S, seconds);
    const fast = await measure(10_000_000, seconds);
    return {
      lines: [
        `${slow.kB.toFixed(0)} kB each with ${CLIENTS} slow ones after ${seconds} s (limit ${LIMIT_KB} kB); ${fast.kB.toFixed(0)} kB each with as many fast ones`,
        `frames received by each in the last second: slow ${slow.framesPerS.toFixed(1)}, fast ${fast.framesPerS.toFixed(1)}; the newest value of a slow one is ${slow.ageMs.toFixed(0)} ms old (fast ${fast.ageMs.toFixed(0)} ms)`,
      ],
      figures: { slow, fast, seconds, clients: CLIENTS },
    };
  },
};

interface Seen {
  readonly frames: number;
  readonly ageMs: number;
}

async function measure(bytesPerS: number, seconds: number) {
  const web = await startFakeWeb({}, POINTS);
  const { http, site, latest, alarms, orders: workOrders, plant, clock, records } = web;
  const services = { site, latest, alarms, workOrders, records, plant, sessions: http.sessions, clock };
  const hub = new LiveHub({
    ...{ server: http.app.server, generation: 'g1', logger: silentLogger, metrics: silentMetrics },
    ...services,
  });
  await http.listen();
  const { port } = http.app.server.address() as AddressInfo;
  const load = setInterval(() => step(web), TICK_MS);
  const cookie = await web.cookieFor('viewer');
  try {
    await pause(2000);
    const before = heldBytes();
    const worker = new Worker(new URL('slow-clients.ts', import.meta.url), {
      workerData: { port, cookie, bytesPerS, clients: CLIENTS },
    });
    const seen = new Promise<Seen>((resolve) => worker.once('message', resolve));
    await pause(seconds * 1000);
    const kB = (heldBytes() - before) / CLIENTS / 1000;
    worker.postMessage('report');
    const { frames, ageMs } = await seen;
    await worker.terminate();
    return { kB, framesPerS: frames / CLIENTS, ageMs };
  } finally {
    clearInterval(load);
    await hub.close();
    await http.close();
  }
}

let ticks = 0;

/** A twentieth of the points is read; now and then an alarm changes. */
function step({ latest, alarms, clock }: FakeWeb): void {
  ticks++;
  clock.advance(TICK_MS);
  const batch = new BatchBuilder();
  const steps = 1000 / TICK_MS;
  for (let point = ticks % steps; point < POINTS; point += steps) batch.add(point, Math.random() * 100, 0, Date.now());
  latest.take(batch);
  if (ticks % (steps / ALARMS_PER_S) === 0) alarms.emit(fakeAlarm(`PUMP-1.a~${ticks % 50}`));
}

/** Of this isolate, after everything that is garbage has gone. */
function heldBytes(): number {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') for (let i = 0; i < 3; i++) collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
