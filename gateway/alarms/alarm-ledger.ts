import type { Alarm } from '../domain/alarm.ts';
import type { StepResult } from '../domain/alarm-step.ts';
import type { AlarmRepository, AlarmTransition } from '../ports/alarm-repository.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { Counter, Metrics } from '../ports/metrics.ts';
import type { NotifyRoute } from '../ports/outbox.ts';
import { alarmRecord, orderCause } from './alarm-record.ts';
import { CommitQueue } from './commit-queue.ts';
import type { ConditionTable, Slot } from './condition-table.ts';
import { noticesOf } from './notify-policy.ts';

export interface AlarmLedgerOptions {
  readonly table: ConditionTable;
  readonly repository: Pick<AlarmRepository, 'commit'>;
  readonly routes: readonly NotifyRoute[];
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** Turns steps into what is stored and shown: record, journal, order and notices go to the store together, then listeners are told. */
export class AlarmLedger {
  readonly queue: CommitQueue;
  private readonly options: AlarmLedgerOptions;
  private readonly events: Counter;
  /** In the order the steps were taken. */
  private readonly numbers = new WeakMap<AlarmTransition, number>();
  private lastNumber = 0;
  private readonly listeners = new Set<(alarm: Alarm) => void>();

  constructor(options: AlarmLedgerOptions) {
    const { repository, clock, logger, metrics } = options;
    this.options = options;
    this.events = metrics.counter('plantroom_alarm_events_total', 'Alarm events by type', ['type']);
    this.queue = new CommitQueue({
      ...{ repository, clock, logger, metrics },
      onCommitted: (stored, orders) => this.publish(stored, orders),
      // The store is away: people must see the alarm all the same, and see it again when it is durable.
      onDelayed: (waiting) => this.publish(waiting),
    });
  }

  /** Told of every alarm that changed, after its transaction. Returns the unsubscription. */
  onChange(listener: (alarm: Alarm) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  record(slot: Slot, result: StepResult): void {
    this.queue.push(this.transition(slot, result));
  }

  /** Resolves with the alarm as the step left it when that is durable; rejects when the store cannot take it now (it is kept and stored later). */
  async recordAndWait(slot: Slot, result: StepResult): Promise<Alarm | null> {
    const transition = this.transition(slot, result);
    await this.queue.pushAndWait(transition);
    const { alarm } = transition;
    return alarm && slot.alarm?.id === alarm.id ? { ...alarm, workOrder: slot.alarm.workOrder } : alarm;
  }

  /** Stores how far running delays have come. While the store is away that stays in memory: events come first. */
  saveEvidence(slots: readonly Slot[]): void {
    if (!this.queue.isHealthy) return;
    const savedAt = this.options.clock.nowMs();
    const nothingElse = { alarm: null, events: [], order: null, notices: [] };
    for (const slot of slots) {
      if (!slot.isUnsaved) continue;
      slot.isUnsaved = false;
      this.queue.push({ conditionId: slot.condition.id, state: slot.state, savedAt, ...nothingElse });
    }
  }

  private transition(slot: Slot, { state, events }: StepResult): AlarmTransition {
    const { condition, tag } = slot;
    const isSameEpisode = slot.alarm?.episode === state.episode?.number;
    const alarm = alarmRecord(condition, tag, state, isSameEpisode ? (slot.alarm?.workOrder ?? null) : null);
    slot.isUnsaved = false;
    for (const { type } of events) this.events.add(1, { type });
    const transition: AlarmTransition = {
      conditionId: condition.id,
      state,
      savedAt: this.options.clock.nowMs(),
      alarm,
      events,
      order: condition.opensWorkOrder ? orderCause(condition) : null,
      notices: alarm ? events.flatMap((event) => noticesOf(this.options.routes, alarm, event)) : [],
    };
    this.numbers.set(transition, ++this.lastNumber);
    return transition;
  }

  /** Shows the newest form of each alarm concerned. */
  private publish(transitions: readonly AlarmTransition[], orders?: ReadonlyMap<string, number>): void {
    const newest = new Map<string, AlarmTransition>();
    for (const transition of transitions) if (transition.alarm) newest.set(transition.alarm.id, transition);
    for (const [id, transition] of newest) this.show(transition, orders?.get(id));
  }

  /** While the store was away a later step may have been shown before this one became durable: it stays in view. */
  private show(transition: AlarmTransition, order: number | undefined): void {
    const { conditionId, alarm } = transition;
    if (!alarm) return;
    const slot = this.options.table.find(conditionId);
    const number = this.numbers.get(transition) ?? 0;
    const isOvertaken = slot !== undefined && slot.shownNumber > number;
    const shown = isOvertaken && slot.alarm?.id === alarm.id ? slot.alarm : alarm;
    const record = { ...shown, workOrder: order ?? shown.workOrder };
    if (slot && (!isOvertaken || slot.alarm?.id === alarm.id)) {
      slot.alarm = record;
      slot.shownNumber = Math.max(slot.shownNumber, number);
    }
    for (const listener of this.listeners) this.tell(listener, record);
  }

  private tell(listener: (alarm: Alarm) => void, alarm: Alarm): void {
    try {
      listener(alarm);
    } catch (error) {
      this.options.logger.error({ err: error }, 'a listener of the alarms failed');
    }
  }
}
