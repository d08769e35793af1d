import { PlantroomError } from '../domain/errors.ts';
import type { AlarmTransition, SystemEvent } from '../ports/alarm-repository.ts';
import { collapse } from './collapse.ts';

/** At least so many entries wait while the store is away. */
export const LEAST_LIMIT = 10_000;
/** And so many for each condition: all of them may trip, be told of, go beneath a cause and return within a second. */
export const LIMIT_PER_CONDITION = 4;
/** Rows about the gateway that are kept when it gets tight. */
const MOST_NOTES = 1_000;

/** What is to be stored: a step of a condition, or a row about the gateway itself. */
export type Work =
  | { readonly kind: 'transition'; readonly transition: AlarmTransition }
  | { readonly kind: 'note'; readonly event: SystemEvent };

export interface Entry {
  readonly work: Work;
  readonly waiter: { readonly resolve: () => void; readonly reject: (error: unknown) => void } | undefined;
  /** Whoever waits was told that it takes longer. */
  isReported: boolean;
}

/** What is not stored yet, in order and bounded: over its limit only the first and the last step of each condition are kept. */
export class WaitingList {
  private readonly limit: number;
  private entries: Entry[] = [];
  /** Shrinking again is of no use below this. */
  private shrinkAbove: number;

  constructor(conditions: number) {
    this.limit = LEAST_LIMIT + LIMIT_PER_CONDITION * conditions;
    this.shrinkAbove = this.limit;
  }

  get length(): number {
    return this.entries.length;
  }

  all(): readonly Entry[] {
    return this.entries;
  }

  /** How many steps had to be given up for this one. */
  push(entry: Entry): number {
    this.entries.push(entry);
    return this.entries.length > this.shrinkAbove ? this.shrink() : 0;
  }

  /** Back to the front, as they were taken. */
  putBack(batch: readonly Entry[]): void {
    this.entries = [...batch, ...this.entries];
  }

  /** The first so many that can go to the store together: steps, or rows about the gateway. */
  take(most: number): Entry[] {
    const kind = this.entries[0]?.work.kind;
    const other = this.entries.findIndex(({ work }, index) => index >= most || work.kind !== kind);
    return this.entries.splice(0, other < 0 ? this.entries.length : other);
  }

  private shrink(): number {
    const before = this.entries.length;
    const steps = this.entries.filter(isStep);
    const kept = new Map(
      collapse(
        steps.map((entry) => ({ entry, transition: entry.work.transition })),
        ({ transition }) => transition,
        ({ entry }, transition) => ({ entry, transition }),
      ).map(({ entry, transition }) => [entry, { ...entry, work: { kind: 'transition' as const, transition } }]),
    );
    const notes = new Set(this.entries.filter(({ work }) => work.kind === 'note').slice(-MOST_NOTES));
    for (const entry of steps) if (!kept.has(entry)) entry.waiter?.reject(new PlantroomError('STORE_UNAVAILABLE'));
    this.entries = this.entries.flatMap((entry): Entry[] => (notes.has(entry) ? [entry] : keptOf(kept, entry)));
    this.shrinkAbove = Math.max(this.limit, this.entries.length * 2);
    return before - this.entries.length;
  }
}

type Step = Entry & { readonly work: { readonly kind: 'transition' } };
const isStep = (entry: Entry): entry is Step => entry.work.kind === 'transition';
const keptOf = (kept: ReadonlyMap<Entry, Entry>, entry: Entry): Entry[] => {
  const one = kept.get(entry);
  return one ? [one] : [];
};

export const transitionsOf = (entries: readonly Entry[]): AlarmTransition[] =>
  entries.flatMap(({ work }) => (work.kind === 'transition' ? [work.transition] : []));

/** For the log. */
export const aboutWork = (work: Work): object =>
  work.kind === 'note' ? work.event : { conditionId: work.transition.conditionId, events: work.transition.events };
