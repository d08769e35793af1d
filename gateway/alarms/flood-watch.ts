import type { Priority } from '../domain/alarm.ts';
import type { AlarmSettings } from '../domain/alarm-settings.ts';
import { isActive, isOpen, isQuieted } from '../domain/condition-state.ts';
import type { SystemEvent } from '../ports/alarm-repository.ts';
import type { Clock } from '../ports/clock.ts';
import type { Slot } from './condition-table.ts';
import type { DeadlineLane, DeadlineQueue } from './deadline-queue.ts';
import { Flood, type FloodState } from './flood.ts';

export interface FloodWatchOptions {
  readonly rule: AlarmSettings['flood'];
  readonly deadlines: DeadlineQueue;
  readonly clock: Clock;
  /** Takes a row for the journal. */
  readonly note: (event: SystemEvent) => void;
  /** Opens the order that was held back. */
  readonly openOrder: (slot: Slot) => void;
  /** It has begun, grown or ended. */
  readonly onChange: () => void;
}

/** Watches how many alarms people are told of; in a flood orders of P3 and P4 wait until it is over. */
export class FloodWatch {
  private readonly options: FloodWatchOptions;
  private readonly flood: Flood;
  private readonly lane: DeadlineLane;
  /** Episode whose order is held back, by condition: no more than there are conditions. */
  private readonly held = new Map<Slot, number>();

  constructor(options: FloodWatchOptions) {
    this.options = options;
    this.flood = new Flood(options.rule);
    this.lane = options.deadlines.lane(1, () => this.look());
  }

  get state(): FloodState | null {
    return this.flood.state;
  }

  /** People are told of an alarm; `ago`: that was so long before (after a restart). */
  count(alarmId: string, ago = 0): void {
    const { clock, onChange } = this.options;
    this.look();
    const wallMs = clock.nowMs() - ago;
    if (this.flood.add({ alarmId, wallMs, monoMs: clock.monotonicMs() - ago }))
      this.note('flood-started', this.flood.state!);
    if (!this.flood.state) return;
    this.lane.set(0, this.flood.endsAt);
    onChange();
  }

  /** Whether the order of this alarm waits; then it is opened when the flood is over and the alarm still there. */
  holdsOrder(slot: Slot, priority: Priority): boolean {
    if (!this.flood.state || priority === 'P1' || priority === 'P2') return false;
    this.held.set(slot, slot.state.episode?.number ?? 0);
    return true;
  }

  private look(): void {
    const ended = this.flood.end(this.options.clock.monotonicMs());
    if (!ended) return;
    this.note('flood-ended', ended);
    this.releaseOrders();
    this.options.onChange();
  }

  private releaseOrders(): void {
    const held = [...this.held];
    this.held.clear();
    for (const [slot, episode] of held) if (stillNeeds(slot, episode)) this.options.openOrder(slot);
  }

  private note(type: SystemEvent['type'], { count, peak, firstOut }: FloodState): void {
    const note = JSON.stringify({ count, peak, firstOut });
    this.options.note({ type, at: this.options.clock.nowMs(), actor: 'system', note });
  }
}

/** Still the same episode, still active, and people see it. */
const stillNeeds = ({ state }: Slot, episode: number): boolean =>
  isOpen(state.episode) && state.episode.number === episode && isActive(state) && !isQuieted(state);
