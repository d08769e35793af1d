import { beforeEach, expect, test } from 'vitest';
import { ManualClock } from '../../../../tests/harness/manual-clock.ts';
import { silentLogger } from '../../../../tests/harness/silent-logger.ts';
import { tempFolder } from '../../../../tests/harness/temp-folder.ts';
import { RESEND_WINDOW_MS } from '../../limits.ts';
import { CursorStore } from '../../log/cursor-store.ts';
import { SampleLog } from '../../log/sample-log.ts';
import { SinkProgress } from '../progress/sink-progress.ts';
import type { CheckStep, StoredCheck } from '../victoriametrics/stored-check.ts';
import { Proofs, type ProofsDependencies } from './proofs.ts';

const id = 'remote';
const VALUE = { point: 1, timeMs: 1_000, value: 1, reason: 'gone' };

const clock = new ManualClock();
const server = { closings: 0 };
let log: SampleLog;
let progress: SinkProgress;
let proofs: Proofs;
let found: CheckStep;

beforeEach(async () => {
  log = new SampleLog({ folder: await tempFolder(), clock, logger: silentLogger });
  progress = new SinkProgress({
    ...{ id, counts: 'usable', log, cursors: new CursorStore(log.database), clock, logger: silentLogger },
  });
  found = { kind: 'idle' };
  server.closings = 0;
  const check = { step: async () => found, reset: () => undefined } as unknown as StoredCheck;
  const retry = { settle: async () => undefined, doubt: () => undefined } as unknown as ProofsDependencies['retry'];
  const writer = {} as ProofsDependencies['writer'];
  proofs = new Proofs({ id, server, writer, progress, retry, check, clock, logger: silentLogger });
  proofs.begin();
});

const store = (samples: number): void => {
  const before = log.head.id;
  for (let i = 0; i < samples; i++) {
    const one = { length: 1, point: Uint32Array.of(1), value: Float64Array.of(1), quality: new Uint8Array(1) };
    const seq = log.head.id + 1;
    log.commit('s', [{ seq, samples: { ...one, sourceTime: Float64Array.of(seq) } }]);
  }
  for (let record = log.read(before, log.head.id); record; record = log.read(record.position.id, log.head.id)) {
    progress.settle('live', [record]);
  }
};

const reconnect = (): void => {
  server.closings++;
  proofs.noteAnswer();
};

test('a server that was started again soon after it was before gets all of the last minute again', () => {
  for (const behind of [3, 6, 9]) {
    store(3);
    clock.advance(2_000);
    reconnect();
    expect(progress.status(null).behindSamples).toBe(behind);
  }
});

test('a server that was started again before anything was sent to it is doubted', () => {
  store(3);
  proofs.repeatIfDoubted();
  expect(progress.isDoubted).toBe(false);
  server.closings++;
  proofs.noteClosing();
  expect(progress.isDoubted).toBe(true);
});

test('what a server had when it went away is only sent again when it answers', () => {
  store(3);
  server.closings++;
  proofs.noteClosing();
  proofs.repeatIfDoubted();
  expect(progress.status(null).behindSamples).toBe(0);
  clock.advance(RESEND_WINDOW_MS);
  progress.noteTail();
  proofs.noteAnswer();
  expect(progress.status(null).behindSamples).toBe(3);
});

test('a server that closes every connection gets all of it again once a minute at most', () => {
  let repeats = 0;
  for (let second = 0; second < 600; second++) {
    store(1);
    reconnect();
    if (progress.status(null).behindSamples > 0) repeats++;
    for (let record = log.read(progress.lanes.tail.id, log.head.id); record; ) {
      progress.settle('live', [record]);
      record = log.read(record.position.id, log.head.id);
    }
    clock.advance(1_000);
  }
  expect(repeats).toBeLessThanOrEqual(600_000 / RESEND_WINDOW_MS + 3);
});

test('what is missing on a server that was started again meanwhile is not set aside', async () => {
  store(1);
  found = { kind: 'missing', values: [VALUE] };
  server.closings++;
  await proofs.look();
  expect(progress.isDoubted).toBe(true);
  expect(progress.status(null).quarantinedSamples).toBe(0);
  proofs.noteAnswer();
  await proofs.look();
  expect(progress.status(null).quarantinedSamples).toBe(1);
});
