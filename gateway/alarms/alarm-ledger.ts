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
  private readonly listeners = new Set<(alarm: Alarm) => void>();

  constructor(options: AlarmLedgerOptions) {
    const { repository, clock, logger, metrics } = options;
    this.options = options;
    this.events = metrics.counter('plantroom_alarm_events_total', 'Alarm events by type', ['type']);
    this.queue = new CommitQueue({
      ...{ repository, clock, logger, metrics },
      onCommitted: (stored, orders) => this.onCommitted(stored, orders),
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

  /** Resolves when the step is durable; rejects when the store cannot take it now (it is kept and stored later). */
  recordAndWait(slot: Slot, result: StepResult): Promise<void> {
    return this.queue.pushAndWait(this.transition(slot, result));
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
    slot.alarm = alarm;
    slot.isUnsaved = false;
    for (const { type } of events) this.events.add(1, { type });
    return {
      conditionId: condition.id,
      state,
      savedAt: this.options.clock.nowMs(),
      alarm,
      events,
      order: condition.opensWorkOrder ? orderCause(condition) : null,
      notices: alarm ? events.flatMap((event) => noticesOf(this.options.routes, alarm, event)) : [],
    };
  }

  private onCommitted(stored: readonly AlarmTransition[], orders: ReadonlyMap<string, number>): void {
    for (const { conditionId, alarm } of stored) {
      const slot = this.options.table.find(conditionId);
      const workOrder = alarm && orders.get(alarm.id);
      if (workOrder && slot?.alarm?.id === alarm.id) slot.alarm = { ...slot.alarm, workOrder };
    }
    this.publish(stored, orders);
  }

  /** The newest form of each alarm concerned. */
  private publish(transitions: readonly AlarmTransition[], orders?: ReadonlyMap<string, number>): void {
    const newest = new Map<string, Alarm>();
    for (const { alarm } of transitions) if (alarm) newest.set(alarm.id, alarm);
    for (const alarm of newest.values()) {
      const workOrder = orders?.get(alarm.id) ?? alarm.workOrder;
      for (const listener of this.listeners) this.tell(listener, { ...alarm, workOrder });
    }
  }

  private tell(listener: (alarm: Alarm) => void, alarm: Alarm): void {
    try {
      listener(alarm);
    } catch (error) {
      this.options.logger.error({ err: error }, 'a listener of the alarms failed');
    }
  }
}
