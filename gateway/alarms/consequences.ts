import { isOpen } from '../domain/condition-state.ts';
import { alarmId } from './alarm-record.ts';
import type { Slot } from './condition-table.ts';

/** An alarm can lie beneath one that lies beneath another; deeper than this no plant is. */
const DEEPEST = 32;

/**
 * How many open alarms lie beneath each, directly or beneath one that does. Kept as alarms go beneath others and close:
 * each change costs as much as there are causes above, whatever the number of alarms.
 */
export class Consequences {
  private readonly counts = new Map<string, number>();
  /** What each open alarm lies beneath. */
  private readonly causes = new Map<string, string>();
  private changed = new Set<string>();

  of(id: string): number {
    return this.counts.get(id) ?? 0;
  }

  /** After a step of a condition. Whether any count has changed. */
  follow({ condition, state }: Pick<Slot, 'condition' | 'state'>): boolean {
    const { episode } = state;
    if (!episode) return false;
    const id = alarmId(condition.id, episode.number);
    const cause = isOpen(episode) ? (episode.parent ?? undefined) : undefined;
    const before = this.causes.get(id);
    if (before === cause) return false;
    const weight = 1 + this.of(id);
    if (before !== undefined) this.add(before, -weight);
    if (cause === undefined) this.causes.delete(id);
    else this.causes.set(id, cause);
    if (cause !== undefined) this.add(cause, weight);
    return true;
  }

  /** Alarms whose count has changed since the last call. */
  takeChanged(): ReadonlySet<string> {
    const { changed } = this;
    this.changed = new Set();
    return changed;
  }

  /** To a cause and all above it. */
  private add(cause: string, weight: number): void {
    let id: string | undefined = cause;
    for (let depth = 0; id !== undefined && depth < DEEPEST; depth++) {
      const count = this.of(id) + weight;
      if (count > 0) this.counts.set(id, count);
      else this.counts.delete(id);
      this.changed.add(id);
      id = this.causes.get(id);
    }
  }
}
