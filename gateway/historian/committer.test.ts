import { describe, expect, test } from 'vitest';
import { ManualClock } from '../../tests/harness/manual-clock.ts';
import { silentLogger } from '../../tests/harness/silent-logger.ts';
import { Committer } from './committer.ts';
import type { LogEntry, LogRecord } from './log/sample-log.ts';

const entry = (seq: number): LogEntry => ({
  seq,
  samples: {
    length: 0,
    point: new Uint32Array(0),
    value: new Float64Array(0),
    quality: new Uint8Array(0),
    sourceTime: new Float64Array(0),
  },
});

const refusal = (errcode: number): Error => Object.assign(new Error('refused'), { errcode });
const [FULL, IO_ERROR, DAMAGED, MISUSE] = [refusal(13), refusal(1034), refusal(11), refusal(1555)];

/** A log that refuses with what `error` holds, and notes the posts it takes. */
class Rig {
  error: Error | undefined;
  readonly clock = new ManualClock();
  readonly taken: number[][] = [];
  readonly confirmed: number[] = [];
  readonly hopeless: unknown[] = [];
  roomMade = 0;
  readonly committer = new Committer({
    log: { commit: (_session, entries) => this.take(entries) },
    session: 's',
    clock: this.clock,
    logger: silentLogger,
    onCommitted: (seq) => this.confirmed.push(seq),
    onFailed: () => this.roomMade++,
    onHopeless: (error) => this.hopeless.push(error),
  });

  /** Posts that fit into one transaction. */
  room = Number.POSITIVE_INFINITY;

  private take(entries: readonly LogEntry[]): LogRecord[] {
    if (this.error) throw this.error;
    if (entries.length > this.room) throw FULL;
    this.taken.push(entries.map(({ seq }) => seq));
    return [];
  }
}

describe('group commit', () => {
  test('posts of one turn are one transaction', () => {
    const rig = new Rig();
    for (const seq of [1, 2, 3]) rig.committer.add(entry(seq));
    rig.clock.advance(0);
    expect(rig.taken).toEqual([[1, 2, 3]]);
    expect(rig.confirmed).toEqual([3]);
  });

  test('what the disk refuses waits, with room made before each attempt, and is all written in order', () => {
    const rig = new Rig();
    rig.error = FULL;
    rig.committer.add(entry(1));
    rig.clock.advance(2_500);
    rig.committer.add(entry(2));
    expect(rig.committer.problem).toContain('refused');
    rig.error = undefined;
    rig.clock.advance(1_000);
    expect(rig.taken.flat()).toEqual([1, 2]);
    expect(rig.confirmed.at(-1)).toBe(2);
    expect(rig.roomMade).toBeGreaterThan(1);
    expect(rig.committer.problem).toBeNull();
  });
});

test('where there is room for little, little is written at a time, in order and each post once', () => {
  const rig = new Rig();
  rig.room = 2;
  for (const seq of [1, 2, 3, 4, 5, 6, 7]) rig.committer.add(entry(seq));
  rig.clock.advance(10_000);
  expect(rig.taken.flat()).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(rig.confirmed.at(-1)).toBe(7);
  expect(rig.committer.problem).toBeNull();
  rig.room = 100;
  for (const seq of [8, 9, 10]) rig.committer.add(entry(seq));
  rig.clock.advance(0);
  expect(rig.taken.flat().at(-1)).toBe(10);
});

describe('when another attempt will not help', () => {
  test('a damaged file is given up at once', () => {
    const rig = new Rig();
    rig.error = DAMAGED;
    rig.committer.add(entry(1));
    rig.clock.advance(60_000);
    expect(rig.hopeless).toEqual([DAMAGED]);
  });

  test('what no disk explains is given up after ten attempts', () => {
    const rig = new Rig();
    rig.error = MISUSE;
    rig.committer.add(entry(1));
    rig.clock.advance(8_500);
    expect(rig.hopeless).toEqual([]);
    rig.clock.advance(60_000);
    rig.committer.add(entry(2));
    rig.clock.advance(60_000);
    expect(rig.hopeless).toEqual([MISUSE]);
    expect(rig.clock.pending).toBe(0);
  });

  test.each([FULL, IO_ERROR])('a disk that is full or fails is never given up: %o', (error) => {
    const rig = new Rig();
    rig.error = error;
    rig.committer.add(entry(1));
    rig.clock.advance(3_600_000);
    expect(rig.hopeless).toEqual([]);
    rig.error = undefined;
    rig.clock.advance(1_000);
    expect(rig.confirmed).toEqual([1]);
  });
});
