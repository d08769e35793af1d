import type { StepResult } from '../domain/alarm-input.ts';
import { type ConditionState, isActive, isOpen } from '../domain/condition-state.ts';
import type { Slot } from './condition-table.ts';
import { clear, type FirstOutGroup, NO_TRIPS, rankOf, settle, type Trip, trip } from './first-out.ts';

export interface FirstOutOptions {
  readonly slots: readonly Slot[];
  readonly apply: (slot: Slot, input: { readonly kind: 'rank'; readonly firstOut: 'first' | 'later' }) => void;
  /** Monotonic: what happens in the same moment has the same place in the journal. */
  readonly now: () => number;
}

/** Says which alarm of a group came first, and which are its likely consequences. */
export class FirstOutGroups {
  private readonly options: FirstOutOptions;
  private readonly groups = new Map<string, FirstOutGroup>();

  constructor(options: FirstOutOptions) {
    this.options = options;
  }

  /** After a restart: who was the first stays the first. */
  start(): void {
    const grouped = this.options.slots.filter((slot) => slot.condition.group !== undefined && isIn(slot.state));
    for (const [group, slots] of Map.groupBy(grouped, ({ condition }) => condition.group!)) {
      const first = slots.find(({ state }) => state.episode?.firstOut === 'first');
      const isSettled = slots.some(({ state }) => state.episode?.annunciatedAt !== null);
      const trips = slots.map((slot) => tripOf(slot, slot.state.episode?.activeAt ?? 0));
      this.groups.set(group, { trips, first: first ? tripOf(first, 0) : null, isSettled });
    }
  }

  onStep(slot: Slot, before: ConditionState, { events }: StepResult): void {
    const { group } = slot.condition;
    if (group === undefined) return;
    const known = this.groups.get(group) ?? NO_TRIPS;
    let next = known;
    if (!isActive(before) && isActive(slot.state)) next = trip(next, tripOf(slot, this.options.now()));
    if (events.some(({ annunciation }) => annunciation !== null)) next = settle(next);
    if (!isIn(slot.state)) next = clear(next, slot.index);
    if (next === known) return;
    this.groups.set(group, next);
    for (const member of [known.first?.member, next.first?.member, slot.index]) this.rank(next, member);
  }

  /** An alarm that has left the group keeps what it was. */
  private rank(group: FirstOutGroup, member: number | undefined): void {
    const slot = member === undefined ? undefined : this.options.slots[member];
    const firstOut = slot && rankOf(group, slot.index);
    if (!slot || !firstOut || slot.state.episode?.firstOut === firstOut) return;
    this.options.apply(slot, { kind: 'rank', firstOut });
  }
}

/** Its group is not over while it is active or nobody has acknowledged it. */
const isIn = (state: ConditionState): boolean =>
  isOpen(state.episode) && (isActive(state) || state.episode.acknowledgement.state === 'unacknowledged');

const tripOf = ({ index, state }: Slot, order: number): Trip => ({
  member: index,
  at: state.episode?.onsetAt ?? 0,
  order,
});
