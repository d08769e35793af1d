import type { AlarmTransition } from '../../../gateway/ports/alarm-repository.ts';
import { conditionOf } from './bench-conditions.ts';

/** From the sample that trips a condition to the transaction that says so, and to the message. */
export class Stopwatch {
  readonly committedMs: number[] = [];
  readonly sentMs: number[] = [];
  private readonly fedAt = new Map<string, number>();
  private readonly unsent = new Map<string, number>();

  /** Now, before it is fed. */
  trip(point: number): void {
    const at = performance.now();
    this.fedAt.set(conditionOf(point), at);
    this.unsent.set(conditionOf(point), at);
  }

  get waiting(): number {
    return this.fedAt.size;
  }

  onCommitted(transitions: readonly AlarmTransition[]): void {
    for (const { conditionId, events } of transitions) {
      const at = this.fedAt.get(conditionId);
      if (at === undefined || !events.some(({ type }) => type === 'activated' || type === 'realarmed')) continue;
      this.committedMs.push(performance.now() - at);
      this.fedAt.delete(conditionId);
    }
  }

  /** A message about these conditions has arrived. */
  onMessage(conditions: readonly string[]): void {
    for (const id of conditions) {
      const at = this.unsent.get(id);
      if (at !== undefined) this.sentMs.push(performance.now() - at);
      this.unsent.delete(id);
    }
  }
}
