import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { SHIFT } from '../../../gateway/domain/duty/shifts/shift.ts';
import type { Clock } from '../../../gateway/ports/clock.ts';
import { openStore, type Store } from '../../../gateway/store/open-store.ts';
import { RecordFile } from '../../../gateway/store/record-file.ts';
import { fakeAlarm } from '../../harness/fake-alarms.ts';
import { ManualClock } from '../../harness/manual-clock.ts';
import { ALL_CHECKED, SHIFT_START, shiftBench, TAKE_OVER } from '../../harness/shift-bench.ts';
import { silentLogger } from '../../harness/silent-logger.ts';
import { tempFolder } from '../../harness/temp-folder.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const SHIFTS = 14;
const STEP = 10;

/** The gateway's operations data and what stands on it, from a start to a kill. */
async function life(folder: string, clock: ManualClock) {
  const workers: Worker[] = [];
  let isDead = false;
  // A process that was killed starts no other thread.
  const own: Clock = {
    ...{ nowMs: () => clock.nowMs(), monotonicMs: () => clock.monotonicMs() },
    every: (periodMs, task) => clock.every(periodMs, task),
    after: (delayMs, task) => clock.after(delayMs, () => void (isDead || task())),
  };
  const spawn = (path: string): Worker => {
    const url = new URL('../../../gateway/store/worker.ts', import.meta.url);
    const worker = new Worker(url, { workerData: path, execArgv: [] });
    workers.push(worker);
    return worker;
  };
  const store: Store = await openStore({ folder, clock: own, logger: silentLogger, spawn });
  const kill = async (): Promise<void> => {
    isDead = true;
    for (const worker of workers) await worker.terminate();
  };
  return { store, kill, ...shiftBench({ book: store.records, clock }) };
}

/** The people of a shift that ends do what they do every day. */
async function handOver(bench: Awaited<ReturnType<typeof life>>, number: number): Promise<void> {
  const [waiting] = (await bench.service.list({ states: ['open'], limit: 9 })).filter(({ body }) => body.handover);
  if (!waiting) throw new Error(`no handover is open for shift ${number}`);
  const [outgoing, incoming] = number % 2 === 0 ? ['ann', 'bob'] : ['bob', 'ann'];
  for (const [deed, who] of [
    [ALL_CHECKED, outgoing],
    [{ kind: 'sign-out' }, outgoing],
    [TAKE_OVER, incoming],
  ] as const)
    expect(await bench.act(waiting.id, deed, who)).toMatchObject({ ok: true });
}

test('a week of shifts writes itself: every handover there, the two that did not happen marked, the book as it was written', async () => {
  const folder = await tempFolder();
  const clock = new ManualClock(SHIFT_START);
  let bench = await life(folder, clock);
  await bench.engine.tick();
  for (let number = 0; number < SHIFTS; number++) {
    const end = SHIFT_START + (number + 1) * 12 * HOUR;
    // The night of shift 5 the gateway is killed in the middle, and comes back after the next shift has begun.
    if (number === 5) {
      await bench.kill();
      clock.advance(end + HOUR - clock.nowMs());
      bench = await life(folder, clock);
      await bench.engine.tick();
      continue;
    }
    while (clock.nowMs() < end - STEP * MINUTE) {
      clock.advance(STEP * MINUTE);
      await bench.engine.tick();
    }
    // Nobody signs for shift 8; at the end of shift 10 an urgent alarm stands against it until it is acknowledged.
    if (number === 10) {
      bench.alarms.alarms = [fakeAlarm('PUMP-1.high~1', { priority: 'P1' })];
      await expect(handOver(bench, number)).rejects.toThrow();
      bench.alarms.alarms = [];
      const waiting = (await bench.service.list({ states: ['open'], limit: 9 })).find(({ body }) => body.handover);
      expect(await bench.act(waiting!.id, TAKE_OVER, 'bob')).toMatchObject({ ok: true });
    } else if (number !== 8 && number < SHIFTS - 1) await handOver(bench, number);
    clock.advance(STEP * MINUTE);
    await bench.engine.tick();
  }
  const shifts = [...(await bench.store.records.of(SHIFT).list({ limit: 100 }))].reverse();
  const states = shifts.slice(0, SHIFTS - 1).map(({ state }) => state);
  expect(states.map((state, number) => [number, state])).toEqual(
    states.map((_, number) => [number, number === 5 || number === 8 ? 'missed' : 'done']),
  );
  expect(new Set(shifts.map(({ key }) => key)).size).toBe(shifts.length);
  for (const [index, { at }] of shifts.entries()) expect(at).toBe(SHIFT_START + index * 12 * HOUR);
  // The week's figures are those of a count over the events.
  const events = await Promise.all(shifts.map(({ id }) => bench.store.records.of(SHIFT).events(id)));
  const count = (type: string): number => events.flat().filter((event) => event.type === type).length;
  const done = states.filter((state) => state === 'done').length;
  expect([count('signed-in'), count('opened')]).toEqual([done, shifts.length]);
  await bench.store.close();
  const book = new RecordFile(folder);
  expect(book.verify(undefined)).toMatchObject({ records: shifts.length, faults: [] });
  book.close();
}, 60_000);
