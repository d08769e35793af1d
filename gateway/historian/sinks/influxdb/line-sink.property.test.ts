import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ManualClock, settle } from '../../../../tests/harness/manual-clock.ts';
import { silentLogger } from '../../../../tests/harness/silent-logger.ts';
import { tempFolder } from '../../../../tests/harness/temp-folder.ts';
import { CursorStore } from '../../log/cursor-store.ts';
import { SampleLog } from '../../log/sample-log.ts';
import type { RegisteredPoint } from '../../point-register.ts';
import { EMPTY_SERIES } from '../../series.ts';
import { createLineSink } from './create-line-sink.ts';
import type { WriteAnswer } from './write-policy.ts';

const NO_PAST = { lastTimes: () => new Map(), days: () => [], read: () => EMPTY_SERIES };
const POINTS = 5;
/** A server has what it took on its disk so long afterwards, within the window in which it is sent again. */
const SYNC_AFTER_MS = 50_000;
const SYNC_EVERY_MS = 5_000;
/** This point has another type on the server, every value of it. */
const POISONED = 3;

const pointOf = (id: number): RegisteredPoint => ({
  ...{ id, index: 0, tag: `t${id}`, kind: 'number', unit: '', equipment: 'E', equipmentClass: 'm', area: 'a' },
  ...{ name: `f${id}`, deadband: 0 },
});

/** A server that fails as it is told, keeps what it took for a while in memory only, and can be killed. */
class MoodyServer {
  readonly disk = new Map<string, string>();
  closings = 0;
  /** Of the next requests; then it is well. */
  readonly moods: (number | 'lost-answer' | undefined)[] = [];
  private memory = new Map<string, { readonly value: string; readonly tookAt: number }>();
  private readonly clock: ManualClock;

  constructor(clock: ManualClock) {
    this.clock = clock;
  }

  async detect() {
    return { ok: true, dialect: 'v1' } as const;
  }

  async createDatabase() {
    return false;
  }

  async exportLines() {
    return [];
  }

  close(): void {}

  async write(lines: readonly string[]): Promise<WriteAnswer> {
    const mood = this.moods.shift();
    if (typeof mood === 'number') return { status: mood, message: 'not now' };
    const bad = lines.filter((line) => line.includes(`f${POISONED}=`));
    for (const line of lines) if (!bad.includes(line)) this.take(line);
    if (mood === 'lost-answer') return { message: 'socket hang up' };
    if (bad.length === 0) return { status: 204, message: '' };
    const why = `input field "f${POISONED}" on measurement "m" is type float, already exists as type string`;
    return {
      status: 400,
      message: `{"error":"partial write: field type conflict: ${why.replaceAll('"', '\\"')} dropped=${bad.length}"}`,
    };
  }

  /** What has been in memory for long enough reaches the disk. */
  sync(): void {
    for (const [key, { value, tookAt }] of this.memory) {
      if (this.clock.monotonicMs() - tookAt < SYNC_AFTER_MS) continue;
      this.disk.set(key, value);
      this.memory.delete(key);
    }
  }

  kill(): void {
    this.memory = new Map();
    this.closings++;
  }

  private take(line: string): void {
    const [, fields = '', time = ''] = line.split(' ');
    for (const field of fields.split(',')) {
      const [key = '', value = ''] = field.split('=');
      this.memory.set(`${key.slice(1)}@${time}`, { value, tookAt: this.clock.monotonicMs() });
    }
  }
}

type Event =
  | { kind: 'commit'; batches: number }
  | { kind: 'mood'; mood: number | 'lost-answer'; times: number }
  | { kind: 'kill' }
  | { kind: 'restart' }
  | { kind: 'crash' }
  | { kind: 'replay' }
  | { kind: 'wait'; ms: number };

const event: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('commit' as const), batches: fc.integer({ min: 1, max: 8 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      ...{ kind: fc.constant('mood' as const), times: fc.integer({ min: 1, max: 12 }) },
      mood: fc.constantFrom<number | 'lost-answer'>(400, 401, 404, 413, 429, 500, 503, 'lost-answer'),
    }),
  },
  { weight: 4, arbitrary: fc.constant<Event>({ kind: 'kill' }) },
  { weight: 1, arbitrary: fc.constant<Event>({ kind: 'restart' }) },
  { weight: 1, arbitrary: fc.constant<Event>({ kind: 'crash' }) },
  { weight: 1, arbitrary: fc.constant<Event>({ kind: 'replay' }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 40_000 }) }) },
);

async function play(events: readonly Event[]): Promise<void> {
  const clock = new ManualClock();
  const startMs = clock.nowMs();
  const log = new SampleLog({ folder: await tempFolder(), clock, logger: silentLogger });
  const server = new MoodyServer(clock);
  const committed = new Map<string, string>();
  const create = () => {
    const settings = { id: 'a', kind: 'influxdb', url: 'http://127.0.0.1', database: 'd' } as const;
    const context = { log, cursors: new CursorStore(log.database), register: { get: pointOf }, past: NO_PAST };
    const one = createLineSink(settings, 's', { ...context, clock, random: () => 0.5, logger: silentLogger }, server);
    one.start();
    return one;
  };
  let sink = create();
  const pass = async (ms: number) => {
    for (let left = ms; left > 0; left -= SYNC_EVERY_MS) {
      await clock.advanceAsync(Math.min(left, SYNC_EVERY_MS));
      server.sync();
    }
  };
  const cursors = new CursorStore(log.database);
  let earlier: object | undefined;
  let seq = 0;
  for (const one of events) {
    if (one.kind === 'commit')
      for (let i = 0; i < one.batches; i++) commit(log, startMs + ++seq * 1_000, committed, seq);
    if (one.kind === 'mood') server.moods.push(...Array.from({ length: one.times }, () => one.mood));
    if (one.kind === 'kill') server.kill();
    if (one.kind === 'replay') sink.repeating.repeatFrom(startMs);
    if (one.kind === 'wait') await pass(one.ms);
    if (one.kind === 'restart' || one.kind === 'crash') {
      await sink.stop();
      // What was set aside is on disk at once; the place is saved a little later, so that a crash finds an older one.
      if (one.kind === 'crash' && earlier) cursors.save('a', earlier);
      sink = create();
    }
    const place = cursors.load('a');
    earlier = typeof place === 'object' && place !== null ? place : undefined;
    sink.wake();
    await settle();
  }
  server.moods.length = 0;
  commit(log, startMs + ++seq * 1_000, committed, seq);
  await pass(300_000);
  const status = sink.status();
  expect(status.behindSamples).toBe(0);
  const aside = new Set(new CursorStore(log.database).quarantine.known('a', 0, Number.MAX_SAFE_INTEGER));
  for (const [key, value] of committed) expect(server.disk.get(key) === value || aside.has(key)).toBe(true);
  for (const key of server.disk.keys()) expect(committed.has(key)).toBe(true);
  for (const key of committed.keys()) if (key.startsWith(`${POISONED}@`)) expect(aside.has(key)).toBe(true);
  expect(status.storedSamples + status.quarantinedSamples).toBe(committed.size);
  expect([status.lostSamples, status.expiredSamples, status.repeatingSamples]).toEqual([0, 0, undefined]);
  await sink.stop();
  log.close();
}

function commit(log: SampleLog, at: number, committed: Map<string, string>, seq: number): void {
  const points = Array.from({ length: POINTS }, (_, i) => i + 1);
  const samples = {
    ...{ length: POINTS, point: Uint32Array.from(points), quality: new Uint8Array(POINTS) },
    value: Float64Array.from(points, (point) => point + seq / 8),
    sourceTime: new Float64Array(POINTS).fill(at),
  };
  log.commit('s', [{ seq, samples }]);
  for (const point of points) committed.set(`${point}@${at}`, String(point + seq / 8));
}

test('whatever the server does, every value is stored there or set aside with its reason, and the counts add up', async () => {
  await fc.assert(fc.asyncProperty(fc.array(event, { maxLength: 25 }), play), { numRuns: 40 });
});

test('what a killed server was given again is given again when it is killed once more within a minute', () =>
  play([
    { kind: 'commit', batches: 3 },
    { kind: 'wait', ms: 30_000 },
    { kind: 'wait', ms: 19_000 },
    { kind: 'kill' },
    { kind: 'wait', ms: 25_000 },
    { kind: 'kill' },
  ]));
