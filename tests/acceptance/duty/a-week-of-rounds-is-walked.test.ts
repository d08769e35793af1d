import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { ROUND, type RoundStop } from '../../../gateway/domain/duty/rounds/round.ts';
import type { RoundRecord } from '../../../gateway/domain/duty/rounds/round-step.ts';
import { createRounds, type Rounds } from '../../../gateway/duty/rounds/rounds.ts';
import { Latest } from '../../../gateway/pipeline/latest.ts';
import type { Clock } from '../../../gateway/ports/clock.ts';
import { openStore, type Store } from '../../../gateway/store/open-store.ts';
import { exampleRounds } from '../../harness/fake-rounds.ts';
import { ManualClock } from '../../harness/manual-clock.ts';
import { silentLogger } from '../../harness/silent-logger.ts';
import { tempFolder } from '../../harness/temp-folder.ts';
import { FakeOrders, fakeHistorian, fakeSite } from '../../harness/web-fakes.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Midnight in Shanghai; rounds are at nine and twenty-one. */
const START = Date.UTC(2026, 0, 4, 16);
const STEP_MS = 30 * MINUTE;
const STEPS = 7 * 48;
const KILLED_AFTER: ReadonlySet<number> = new Set([100, 221]);
/** The evening round of the second day, which nobody walks. */
const FORGOTTEN = START + 24 * HOUR + 21 * HOUR;

interface Life {
  readonly store: Store;
  readonly rounds: Rounds;
  readonly kill: () => Promise<void>;
}

/** Operations data on a disk and the rounds on it, from a start to a kill. */
async function life(folder: string, clock: ManualClock): Promise<Life> {
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
  const store = await openStore({ folder, clock: own, logger: silentLogger, spawn });
  const site = fakeSite();
  const rounds = createRounds({
    ...{ plan: exampleRounds(), site, book: store.records, latest: new Latest(site.points.length) },
    ...{
      history: fakeHistorian().reader,
      orders: new FakeOrders(),
      notices: { tell: () => undefined },
      clock: own,
      logger: silentLogger,
    },
  });
  const kill = async (): Promise<void> => {
    isDead = true;
    for (const worker of workers) await worker.terminate();
  };
  return { store, rounds, kill };
}

/** Whoever has the duty walks what is open, but for the one that is forgotten. */
async function walk({ rounds }: Life): Promise<void> {
  for (const round of await rounds.service.list({ states: ['open'], limit: 10 })) {
    if (round.at === FORGOTTEN) continue;
    for (const stop of round.body.stops) await visit(rounds, round, stop);
    await act(rounds, round.id, { kind: 'sign', note: '' });
  }
}

async function visit(rounds: Rounds, round: RoundRecord, stop: RoundStop): Promise<void> {
  await act(rounds, round.id, { kind: 'scan', stop: stop.id, code: stop.code, isTyped: false });
  const answers = stop.checks.map(({ id, type }) => {
    const value = type === 'number' ? 5 : null;
    return { check: id, mark: 'ok' as const, value, text: null, note: null, photo: null };
  });
  await act(rounds, round.id, { kind: 'fill', stop: stop.id, answers });
}

async function act(rounds: Rounds, id: number, deed: Parameters<Rounds['service']['act']>[1]): Promise<void> {
  const caller = { username: 'wang', via: 'phone' as const, offline: null };
  expect(await rounds.service.act(id, deed, caller)).toMatchObject({ ok: true });
}

test('a week of rounds with two kills: every round there once, the one nobody walked marked, the figures those of the book', async () => {
  const folder = await tempFolder();
  const clock = new ManualClock(START);
  let now = await life(folder, clock);
  for (let step = 1; step <= STEPS; step++) {
    await now.rounds.tick();
    await walk(now);
    if (KILLED_AFTER.has(step)) {
      await now.kill();
      now = await life(folder, clock);
    }
    clock.advance(STEP_MS);
  }
  await now.rounds.tick();
  const all = await now.store.records.of(ROUND).list({ limit: 100 });
  expect(all).toHaveLength(14);
  expect(new Set(all.map(({ key }) => key)).size).toBe(14);
  expect(all.filter(({ state }) => state === 'missed').map(({ at }) => at)).toEqual([FORGOTTEN]);
  expect(all.filter(({ state, body }) => state === 'done' && body.signed !== null)).toHaveLength(13);
  const [figures] = await now.rounds.service.figures(START, clock.nowMs());
  expect(figures).toMatchObject({ rounds: 14, stops: 28, done: 26, missed: 2, open: 0 });
  const kinds: string[] = [];
  for (const { id } of all) kinds.push(...(await now.store.records.of(ROUND).events(id)).map(({ type }) => type));
  expect(kinds.filter((type) => type === 'signed')).toHaveLength(13);
  expect(kinds.filter((type) => type === 'missed')).toHaveLength(1);
  await now.store.close();
});
