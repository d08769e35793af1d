import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { FakeSink, takeAll } from '../sinks/fake-sink.ts';
import { Stage } from '../stage.ts';
import type { FakeCase } from './fake-cases.ts';
import type { Row } from './row.ts';

const DEVICES = 3;
const CYCLES = 400;
const PERIOD_MS = 1_000;
/** A server that must be put right by a person is asked every 30 s; one that seems broken is believed after eight times. */
const CAUGHT_UP_WITHIN_MS = 200_000;
const SINK = 'fake';

/** Plays one row against a fake server: good values before, beside and after the bad ones are stored, nothing else is set aside. */
export async function playFake(folder: string, row: FakeCase): Promise<Row> {
  await using cleanUp = new AsyncDisposableStack();
  const beganAt = performance.now();
  const sink = await FakeSink.start(row.version);
  cleanUp.defer(() => sink.stop());
  sink.manner = row.manner;
  const sinks = [{ id: SINK, kind: 'influxdb' as const, url: sink.url, database: 'plantroom', organisation: 'o' }];
  const stage = await Stage.set({ folder: join(folder, row.name) }, { devices: DEVICES, sinks }, cleanUp);
  stage.devices.runVirtual(Date.now() - 2 * CYCLES * PERIOD_MS, PERIOD_MS);
  await stage.gateway.ask('poll', { cycles: CYCLES, flushEvery: 100 });
  if (row.healsAfterMs !== undefined) {
    await pause(row.healsAfterMs);
    stage.check((await stage.cursor(SINK)).lastError !== null, 'the refusal is not shown');
    sink.manner = takeAll;
  }
  await stage.caughtUp([SINK], CAUGHT_UP_WITHIN_MS);
  const requests = sink.requests;
  // Whatever was refused, the next values get through.
  await stage.gateway.ask('poll', { cycles: 20, flushEvery: 20 });
  await stage.caughtUp([SINK], CAUGHT_UP_WITHIN_MS);
  const verdict = await stage.judge(SINK, sink.store, row.isRefused);
  const seconds = (performance.now() - beganAt) / 1000;
  return { name: row.name, failures: stage.failures, verdict, requests, seconds };
}
