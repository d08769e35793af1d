import { BatchBuilder, copyBatch, type SampleBatch } from '../domain/sample.ts';
import type { RawReadings } from '../ports/raw-readings.ts';
import { LastReadings } from './last-readings.ts';
import type { SampleConsumer } from './pipeline.ts';

/** Two minutes of a large building; what comes after that is counted and lost. */
const MOST_HELD = 2_000_000;

/**
 * Stands between the field and everything behind it. While what is behind it is exchanged, readings wait here, in order,
 * and whoever is new behind it starts from the last reading of each point, not from nothing.
 */
export class ReadingGate {
  private readonly last = new LastReadings();
  /** For people who look at registers. */
  readonly raw: RawReadings = this.last;
  private consumer: SampleConsumer | undefined;
  private held: SampleBatch[] = [];
  private heldReadings = 0;
  /** Readings that found the gate full. */
  lost = 0;

  /** Synchronous; copies the batch while the gate is shut. */
  take(batch: SampleBatch): void {
    if (this.consumer) this.handOn(batch, this.consumer);
    else this.hold(batch);
  }

  shut(): void {
    this.consumer = undefined;
  }

  /**
   * Something new stands behind the gate, for a site of `size` points. `moves` goes from the former index to the new one;
   * a point that is not in it is forgotten, with what is waiting of it.
   */
  open(consumer: SampleConsumer, size: number, moves: ReadonlyMap<number, number>): void {
    const waiting = this.held;
    this.held = [];
    this.heldReadings = 0;
    this.consumer = consumer;
    this.last.resize(size, moves);
    const known = this.last.all();
    if (known.length > 0) consumer(known);
    for (const batch of waiting) this.handOn(renumbered(batch, moves), consumer);
  }

  private handOn(batch: SampleBatch, consumer: SampleConsumer): void {
    // Consumers turn the readings of a batch into samples in place: what is remembered is taken first.
    this.last.take(batch);
    consumer(batch);
  }

  private hold(batch: SampleBatch): void {
    if (this.heldReadings + batch.length > MOST_HELD) {
      this.lost += batch.length;
      return;
    }
    this.held.push(copyBatch(batch));
    this.heldReadings += batch.length;
  }
}

function renumbered(batch: SampleBatch, moves: ReadonlyMap<number, number>): SampleBatch {
  const kept = new BatchBuilder();
  for (let i = 0; i < batch.length; i++) {
    const point = moves.get(batch.point[i]!);
    if (point !== undefined) kept.add(point, batch.value[i]!, batch.quality[i]!, batch.sourceTime[i]!);
  }
  return kept;
}
