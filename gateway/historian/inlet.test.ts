import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ManualClock } from '../../tests/harness/manual-clock.ts';
import { silentMetrics } from '../../tests/harness/silent-metrics.ts';
import { isBad, QUALITY } from '../domain/quality.ts';
import { BatchBuilder, type SampleBatch } from '../domain/sample.ts';
import type { SampleFlow } from '../ports/historian.ts';
import { HistorianMetrics } from './historian-metrics.ts';
import { Inlet } from './inlet.ts';
import { PENDING_BATCHES, STAGED_SAMPLES } from './limits.ts';
import type { NewLoss } from './log/loss.ts';
import { Outbox, type Post } from './outbox.ts';
import type { HistorianPoint } from './settings.ts';

const POINTS = 4;
const points = Array.from({ length: POINTS }, (_, index): HistorianPoint => {
  const name = `n${index}`;
  const place = { equipment: 'e', equipmentClass: 'c', area: 'a' };
  return { index, tag: name, kind: 'number', unit: '', ...place, name, deadband: index };
});

const sampleOf = ({ point, value, quality, sourceTime }: SampleBatch, i: number) => ({
  ...{ point: point[i]!, value: value[i]! },
  ...{ quality: quality[i]!, time: sourceTime[i]! },
});
type Sample = ReturnType<typeof sampleOf>;

/** The main side with a worker that may be slow, or be killed and come back with what it had committed. */
class Rig {
  readonly outbox = new Outbox();
  readonly inlet: Inlet;
  readonly losses: NewLoss[] = [];
  /** Of each point, what the log holds in order of arrival: value and time, or a mark. */
  readonly log: Sample[] = [];
  /** Everything that was ever offered, of known points. */
  readonly offered: Sample[] = [];
  private received: Post[] = [];
  private committedSeq = 0;
  private isUp = true;
  private time = 1_000_000;
  private marks = 0;

  constructor() {
    this.inlet = new Inlet({
      ...{ points, outbox: this.outbox, metrics: new HistorianMetrics(silentMetrics), clock: new ManualClock() },
      send: (post) => this.isUp && this.received.push(post),
      cause: () => (this.isUp ? 'queue-full' : 'worker-down'),
    });
  }

  get logged(): number {
    return this.log.length - this.marks;
  }

  take(samples: readonly (Omit<Sample, 'time'> & { readonly isNew: boolean })[]): void {
    const batch = new BatchBuilder();
    for (const { point, value, quality, isNew } of samples)
      batch.add(point, value, quality, isNew ? ++this.time : this.time);
    for (let i = 0; i < batch.length; i++) this.offered.push(sampleOf(batch, i));
    this.inlet.take(batch);
  }

  /** Fills the outbox, then the staging, with values of the last point. */
  flood(): void {
    const batch = new BatchBuilder();
    for (let n = 0; n < PENDING_BATCHES; n++) {
      batch.clear();
      batch.add(POINTS - 1, n * POINTS, 0, ++this.time);
      this.inlet.take(batch);
      this.inlet.post();
    }
    for (let n = 0; n < STAGED_SAMPLES; n++) batch.add(POINTS - 1, n * POINTS, 0, ++this.time);
    this.inlet.take(batch);
  }

  commit(most: number): void {
    const done = this.isUp ? this.received.splice(0, most) : [];
    for (const post of done) this.write(post);
    if (done.length > 0) this.inlet.committed(this.committedSeq);
  }

  /** What the worker had written stays written, whether the main side has heard of it or not. */
  crash(most: number): void {
    if (this.isUp) for (const post of this.received.splice(0, most)) this.write(post);
    this.received = [];
    this.isUp = false;
  }

  restart(): void {
    if (this.isUp) return;
    this.isUp = true;
    this.inlet.committed(this.committedSeq);
    this.received = [...this.outbox.pending()];
  }

  private write({ seq, samples, marks, losses }: Post): void {
    if (seq <= this.committedSeq) return;
    this.committedSeq = seq;
    this.marks += marks;
    this.losses.push(...losses);
    for (let i = 0; i < samples.length; i++) this.log.push(sampleOf(samples, i));
  }
}

const sum = ({ logged, waiting, filtered, dropped }: SampleFlow): number =>
  logged + waiting + filtered + Object.values(dropped).reduce((total, samples) => total + samples, 0);

const sample = fc.record({
  point: fc.integer({ min: 0, max: POINTS }),
  value: fc.constantFrom(0, 1, 5, 9, Number.NaN),
  quality: fc.constantFrom(0, 64, 129),
  isNew: fc.boolean(),
});
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('take' as const), samples: fc.array(sample, { minLength: 1 }) }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('post' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('commit' as const), most: fc.nat({ max: PENDING_BATCHES }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('flood' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('crash' as const), most: fc.nat({ max: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function run(rig: Rig, action: Step): void {
  if (action.kind === 'take') rig.take(action.samples);
  else if (action.kind === 'post') rig.inlet.post();
  else if (action.kind === 'flood') rig.flood();
  else if (action.kind === 'commit') rig.commit(action.most);
  else if (action.kind === 'crash') rig.crash(action.most);
  else rig.restart();
}

/** What a trend shows at the time of a sample is that sample, within its deadband, or that nothing is known. */
function isTruth(
  { point, value, quality, time }: Sample,
  shownAt: (point: number, time: number) => Sample | undefined,
) {
  if (point >= POINTS - 1) return true;
  const shown = shownAt(point, time);
  if (!shown) return false;
  if (shown.time === time || shown.quality === QUALITY['bad-waiting']) return true;
  const isSame = isBad(quality) || Number.isNaN(value) ? isBad(shown.quality) : shown.quality === quality;
  return isSame && (isBad(shown.quality) || Math.abs(shown.value - value) <= point * 1.1);
}

/** The last sample of a point not after a time; of two at one time the one that arrived later. */
function trendOf(log: readonly Sample[]): (point: number, time: number) => Sample | undefined {
  const byPoint = Map.groupBy(log, ({ point }) => point);
  for (const samples of byPoint.values()) samples.sort((a, b) => a.time - b.time);
  return (point, time) => {
    const samples = byPoint.get(point) ?? [];
    let [low, high] = [0, samples.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (samples[middle]!.time <= time) low = middle + 1;
      else high = middle;
    }
    return samples[low - 1];
  };
}

test('every sample has exactly one fate at any moment, whatever the worker does', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      const rig = new Rig();
      for (const action of steps) {
        run(rig, action);
        const flow = rig.inlet.flow();
        expect(sum(flow)).toBe(flow.accepted);
        expect(flow.waiting).toBeGreaterThanOrEqual(0);
      }
    }),
    { numRuns: 50 },
  );
});

test('in the end what is logged, told as lost and counted is the same, and every hole is marked', () => {
  let withLosses = 0;
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      const rig = new Rig();
      for (const action of steps) run(rig, action);
      rig.restart();
      for (let n = 0; n < 3; n++) {
        rig.inlet.post();
        rig.commit(1_000);
      }
      const { logged, waiting, dropped } = rig.inlet.flow();
      expect(waiting).toBe(0);
      expect(rig.logged).toBe(logged);
      const told = rig.losses.reduce((total, { samples }) => total + samples, 0);
      expect(told).toBe(dropped['queue-full'] + dropped['worker-down']);
      const shownAt = trendOf(rig.log);
      expect(rig.offered.filter((one) => !isTruth(one, shownAt))).toEqual([]);
      const hasMarks = rig.log.some(({ quality }) => quality === QUALITY['bad-waiting']);
      expect(hasMarks).toBe(told > 0);
      if (told > 0) withLosses++;
    }),
    { numRuns: 50 },
  );
  expect(withLosses).toBeGreaterThan(2);
});

test('what waits when nothing can be written any more is dropped and counted', () => {
  const rig = new Rig();
  rig.take([1, 2, 3, 4, 5].map((value) => ({ point: 0, value, quality: 0, isNew: true })));
  rig.inlet.post();
  rig.take([8, 9].map((value) => ({ point: 0, value, quality: 0, isNew: true })));
  expect(rig.inlet.release()).toBe(7);
  rig.inlet.refuse(new BatchBuilder());
  const flow = rig.inlet.flow();
  expect(flow).toMatchObject({ accepted: 7, logged: 0, waiting: 0 });
  expect(flow.dropped.closed).toBe(7);
});
