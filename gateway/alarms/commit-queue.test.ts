import { expect, test } from 'vitest';
import { ManualClock } from '../../tests/harness/manual-clock.ts';
import { silentLogger } from '../../tests/harness/silent-logger.ts';
import { silentMetrics } from '../../tests/harness/silent-metrics.ts';
import { INITIAL_STATE } from '../domain/condition-state.ts';
import { PlantroomError } from '../domain/errors.ts';
import type { AlarmTransition, SystemEvent } from '../ports/alarm-repository.ts';
import { CommitQueue } from './commit-queue.ts';
import { LEAST_LIMIT, LIMIT_PER_CONDITION } from './waiting-list.ts';

const transition = (conditionId: string, savedAt = 0): AlarmTransition => ({
  ...{ conditionId, state: INITIAL_STATE, savedAt, savedMono: 0, revision: 'r', alarm: null, events: [] },
  ...{ order: null, escalation: null },
});
const note = (at: number): SystemEvent => ({ type: 'clock-step', at, actor: 'system', note: null });

/** A queue over a store that takes everything while `failure` is undefined. */
function setup(conditions = 0) {
  const clock = new ManualClock();
  const batches: AlarmTransition[][] = [];
  const notes: SystemEvent[] = [];
  const order: string[] = [];
  const delayed: AlarmTransition[] = [];
  const store: { failure: ((batch: readonly AlarmTransition[]) => Error | undefined) | undefined } = {
    failure: undefined,
  };
  const queue = new CommitQueue({
    conditions,
    repository: {
      commit: async (batch) => {
        const failure = store.failure?.(batch);
        if (failure) throw failure;
        batches.push([...batch]);
        order.push(...batch.map(({ conditionId }) => conditionId));
        return new Map();
      },
      note: async (events) => {
        const failure = store.failure?.([]);
        if (failure) throw failure;
        notes.push(...events);
        order.push(...events.map(({ type }) => type));
      },
    },
    ...{ clock, logger: silentLogger, metrics: silentMetrics, onCommitted: () => {} },
    onDelayed: (late) => delayed.push(...late),
    onHealth: () => {},
  });
  const stored = (): string[] => batches.flat().map((one) => one.conditionId);
  return { clock, queue, batches, notes, order, delayed, store, stored };
}

const away = (): Error => new PlantroomError('STORE_UNAVAILABLE');

test('what comes within the window goes in one transaction', async () => {
  const { clock, queue, batches } = setup();
  queue.push(transition('a'));
  await clock.advanceAsync(10);
  queue.push(transition('b'));
  await clock.advanceAsync(40);
  expect(batches.map((batch) => batch.length)).toEqual([2]);
});

test('nothing is lost while the store is away, the order is kept and it heals by itself', async () => {
  const { clock, queue, store, stored, delayed, notes } = setup();
  store.failure = away;
  queue.push(transition('a'));
  await clock.advanceAsync(1_000);
  queue.push(transition('b'));
  await clock.advanceAsync(60_000);
  expect(queue.isHealthy).toBe(false);
  expect(queue.waiting).toBe(2);
  expect(delayed.map((late) => late.conditionId)).toEqual(['a', 'b']);
  store.failure = undefined;
  await clock.advanceAsync(6_000);
  expect(stored()).toEqual(['a', 'b']);
  expect(queue.isHealthy).toBe(true);
  expect(notes).toEqual([]);
});

test('who waits is told when the store does not take it; it is stored later all the same', async () => {
  const { clock, queue, store, stored } = setup();
  store.failure = away;
  const waiting = expect(queue.pushAndWait(transition('a'))).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  await clock.advanceAsync(100);
  await waiting;
  store.failure = undefined;
  await clock.advanceAsync(6_000);
  expect(stored()).toEqual(['a']);
});

test('a transition the store can never take does not hold up the others', async () => {
  const { clock, queue, store, stored } = setup();
  store.failure = (batch) =>
    batch.some((one) => one.conditionId === 'poison') ? new PlantroomError('INTERNAL') : undefined;
  for (const id of ['a', 'poison', 'b']) queue.push(transition(id));
  const waited = queue.pushAndWait(transition('c'));
  await clock.advanceAsync(100);
  await waited;
  expect(stored()).toEqual(['a', 'b', 'c']);
  expect(queue.droppedTransitions).toBe(1);
  queue.push(transition('d'));
  queue.push(transition('e'));
  await clock.advanceAsync(100);
  expect(stored().slice(3)).toEqual(['d', 'e']);
});

test('rows about the gateway stand in the journal where they belong', async () => {
  const { clock, queue, store, order } = setup();
  store.failure = away;
  queue.push(transition('a'));
  queue.note(note(1));
  queue.note(note(2));
  queue.push(transition('b'));
  await clock.advanceAsync(1_000);
  store.failure = undefined;
  await clock.advanceAsync(6_000);
  expect(order).toEqual(['a', 'clock-step', 'clock-step', 'b']);
});

test('memory is bounded: over the limit the first and the last of each condition are kept, and the journal says so', async () => {
  const { clock, queue, store, batches, notes } = setup();
  store.failure = away;
  const count = LEAST_LIMIT + 5_000;
  for (let i = 0; i < count; i++) queue.push(transition(i % 2 === 0 ? 'a' : 'b', i));
  expect(queue.waiting).toBeLessThanOrEqual(LEAST_LIMIT);
  store.failure = undefined;
  await clock.advanceAsync(10_000);
  const stored = batches.flat();
  expect(stored.slice(0, 2).map((one) => one.savedAt)).toEqual([0, 1]);
  expect(stored.at(-1)?.savedAt).toBe(count - 1);
  expect(stored.length + queue.droppedTransitions).toBe(count);
  const gap = JSON.stringify({ transitions: queue.droppedTransitions });
  expect(notes).toMatchObject([{ type: 'journal-gap', note: gap }]);
});

test('the bound grows with the conditions: all of them may trip and go beneath a cause while the store is away', async () => {
  const conditions = 10_000;
  const { clock, queue, store, stored, notes } = setup(conditions);
  store.failure = away;
  for (let round = 0; round < LIMIT_PER_CONDITION; round++)
    for (let i = 0; i < conditions; i++) queue.push(transition(`c${i}`, round));
  await clock.advanceAsync(1_000);
  expect(queue.droppedTransitions).toBe(0);
  store.failure = undefined;
  await clock.advanceAsync(10_000);
  expect(stored()).toHaveLength(conditions * LIMIT_PER_CONDITION);
  expect(notes).toEqual([]);
});

test('draining stores what is there and leaves no timer', async () => {
  const { clock, queue, stored, notes } = setup();
  queue.push(transition('a'));
  queue.note(note(1));
  await queue.drain();
  expect(stored()).toEqual(['a']);
  expect(notes).toHaveLength(1);
  expect(clock.pending).toBe(0);
});

test('draining ends although the store is away', async () => {
  const { clock, queue, store } = setup();
  store.failure = away;
  queue.push(transition('a'));
  await queue.drain();
  expect(queue.waiting).toBe(1);
  expect(clock.pending).toBe(0);
});
