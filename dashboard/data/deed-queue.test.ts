import { expect, test } from 'vitest';
import { ManualClock, settle } from '../../tests/harness/manual-clock.ts';
import { ApiError } from './api-error.ts';
import { createDeedQueue } from './deed-queue.ts';

/** A gateway that is away, answers, or refuses. */
function setUp(storage = new Map<string, string>()) {
  const clock = new ManualClock(1_000_000);
  const sent: { readonly path: string; readonly body: unknown; readonly key: string | undefined }[] = [];
  const state: { failure: string | undefined } = { failure: undefined };
  let made = 0;
  const queue = createDeedQueue({
    post: async (path, body, key) => {
      if (state.failure !== undefined) throw new ApiError(state.failure, 0);
      sent.push({ path, body, key });
    },
    clock,
    nowMs: () => clock.nowMs(),
    storage: { getItem: (key) => storage.get(key) ?? null, setItem: (key, value) => void storage.set(key, value) },
    newUuid: () => `uuid-${++made}`,
    onSent: () => undefined,
  });
  return { clock, sent, state, queue, storage };
}

test('what is done without a link is sent in order when there is one, with its own time and the time of sending', async () => {
  const { clock, sent, state, queue } = setUp();
  queue.open('wang');
  state.failure = 'NETWORK';
  queue.add('/rounds/1/scan', { stop: 'B1' });
  queue.add('/rounds/1/fill', { stop: 'B1', answers: [] });
  await clock.advanceAsync(120_000);
  expect(queue.waiting.get()).toHaveLength(2);
  state.failure = undefined;
  await clock.advanceAsync(30_000);
  expect(queue.waiting.get()).toEqual([]);
  expect(sent.map(({ path, key }) => [path, key])).toEqual([
    ['/rounds/1/scan', 'uuid-1'],
    ['/rounds/1/fill', 'uuid-2'],
  ]);
  expect(sent[0]!.body).toMatchObject({ stop: 'B1', deviceAt: '1000000', sentAt: '1150000', via: 'phone' });
});

test('what is refused is put aside with its reason; what had arrived before is done', async () => {
  const { state, queue } = setUp();
  queue.open('wang');
  await settle();
  state.failure = 'RECORD_STEP_REFUSED';
  queue.add('/rounds/1/fill', { stop: 'B1' });
  await queue.flush();
  expect(queue.refused.get()).toMatchObject([{ path: '/rounds/1/fill', code: 'RECORD_STEP_REFUSED' }]);
  queue.dismiss('uuid-1');
  expect(queue.refused.get()).toEqual([]);
  state.failure = 'REQUEST_CONFLICTING_REPEAT';
  queue.add('/rounds/1/fill', { stop: 'B2' });
  await queue.flush();
  expect([queue.waiting.get(), queue.refused.get()]).toEqual([[], []]);
});

test('what waits outlasts the page, and nobody sends what another left', async () => {
  const first = setUp();
  first.queue.open('wang');
  first.state.failure = 'NETWORK';
  first.queue.add('/rounds/1/sign', {});
  first.queue.close();
  const second = setUp(first.storage);
  second.queue.open('li');
  await settle();
  expect(second.sent).toEqual([]);
  second.queue.open('wang');
  await settle();
  expect(second.sent.map(({ path }) => path)).toEqual(['/rounds/1/sign']);
  const broken = setUp(new Map([['plantroom.record-deeds.wang', '{']]));
  broken.queue.open('wang');
  expect(broken.queue.waiting.get()).toEqual([]);
});
