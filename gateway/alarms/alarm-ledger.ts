import type { Alarm, Priority } from '../domain/alarm.ts';
import type { StepEvent, StepResult } from '../domain/alarm-input.ts';
import { type ConditionState, isOpen } from '../domain/condition-state.ts';
import type { AlarmRepository, AlarmTransition, OrderEffect } from '../ports/alarm-repository.ts';
import type { UntoldListener } from '../ports/alarm-service.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { Counter, Metrics } from '../ports/metrics.ts';
import { alarmRecord, isSeen, parseAlarmId } from './alarm-record.ts';
import { CommitQueue } from './commit-queue.ts';
import type { ConditionTable, Slot } from './condition-table.ts';
import { escalationOf, orderCause } from './effects.ts';

export interface AlarmLedgerOptions {
  readonly table: ConditionTable;
  readonly repository: Pick<AlarmRepository, 'commit' | 'note'>;
  /** Open alarms beneath an alarm. */
  readonly consequencesOf: (alarmId: string) => number;
  /** Whether the order of an alarm waits for the end of a flood. */
  readonly holdsOrder: (slot: Slot, priority: Priority) => boolean;
  /** The store has begun not to answer, or to answer again. */
  readonly onHealth: () => void;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** Turns steps into what is stored and shown: record, journal, order and escalation go to the store together, then listeners are told. */
export class AlarmLedger {
  readonly queue: CommitQueue;
  private readonly options: AlarmLedgerOptions;
  private readonly events: Counter;
  /** In the order the steps were taken. */
  private readonly numbers = new WeakMap<AlarmTransition, number>();
  private lastNumber = 0;
  private readonly listeners = new Set<(alarm: Alarm) => void>();
  private readonly untold = new Set<(alarm: Alarm) => void>();
  private readonly recorded = new Set<(alarm: Alarm) => void>();

  constructor(options: AlarmLedgerOptions) {
    const { repository, clock, logger, metrics, table } = options;
    this.options = options;
    this.events = metrics.counter('plantroom_alarm_events_total', 'Alarm events by type', ['type']);
    this.queue = new CommitQueue({
      ...{ repository, clock, logger, metrics, conditions: table.slots.length },
      onCommitted: (stored, orders) => this.onCommitted(stored, orders),
      // The store is away: people must see the alarm all the same, and see it again when it is durable.
      onDelayed: (waiting) => this.onDelayed(waiting),
      onHealth: options.onHealth,
    });
  }

  /** Told of every alarm that changed, after its transaction. Returns the unsubscription. */
  onChange(listener: (alarm: Alarm) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** Told of every alarm people should be called for while the store, which sees to that, does not answer. Returns the unsubscription. */
  onUntold({ untold, recorded }: UntoldListener): () => void {
    this.untold.add(untold);
    this.recorded.add(recorded);
    return () => {
      this.untold.delete(untold);
      this.recorded.delete(recorded);
    };
  }

  record(slot: Slot, before: ConditionState, result: StepResult): void {
    this.queue.push(this.transition(slot, before, result));
  }

  /** Resolves with the alarm as the step left it when that is durable; rejects when the store cannot take it now (it is kept and stored later). */
  async recordAndWait(slot: Slot, before: ConditionState, result: StepResult): Promise<Alarm | null> {
    const transition = this.transition(slot, before, result);
    await this.queue.pushAndWait(transition);
    const { alarm } = transition;
    return alarm && slot.alarm?.id === alarm.id ? { ...alarm, workOrder: slot.alarm.workOrder } : alarm;
  }

  /** Opens the order of an alarm after its events are stored. */
  openOrder(slot: Slot): void {
    const alarm = this.recordOf(slot);
    if (alarm) this.push(slot, { alarm, order: { action: 'open', cause: orderCause(slot.condition, alarm) } });
  }

  /** A row for the journal of an alarm that changes nothing of it. */
  addEvent(slot: Slot, event: StepEvent): void {
    this.push(slot, { alarm: this.recordOf(slot), events: [event] });
  }

  /** Stores what has changed without anybody seeing it, such as how far delays have come. While the store is away that stays in memory. */
  saveUnseen(slots: readonly Slot[]): void {
    if (!this.queue.isHealthy) return;
    for (const slot of slots) if (slot.isUnsaved) this.push(slot, {});
  }

  /** The number of alarms beneath these has changed; that is counted, not stored. */
  refresh(alarmIds: Iterable<string>): void {
    for (const id of alarmIds) {
      const conditionId = parseAlarmId(id)?.conditionId;
      const slot = conditionId === undefined ? undefined : this.options.table.find(conditionId);
      if (slot?.alarm?.id !== id) continue;
      slot.alarm = { ...slot.alarm, consequences: this.options.consequencesOf(id) };
      this.tell(this.listeners, slot.alarm);
    }
  }

  private push(slot: Slot, change: Partial<AlarmTransition>): void {
    slot.isUnsaved = false;
    this.queue.push(this.number({ ...this.bare(slot), ...change }));
  }

  private transition(slot: Slot, before: ConditionState, result: StepResult): AlarmTransition {
    const { events } = result;
    slot.isUnsaved = false;
    for (const { type } of events) this.events.add(1, { type });
    const isAboutEpisode =
      isOpen(before.episode) || isOpen(result.state.episode) || events.some(({ type }) => type === 'commented');
    const alarm = isAboutEpisode ? this.recordOf(slot) : null;
    if (!alarm) return this.number({ ...this.bare(slot), events });
    const escalation = escalationOf(alarm, events);
    return this.number({ ...this.bare(slot), alarm, events, escalation, order: this.orderOf(slot, alarm, result) });
  }

  private bare({ condition, state }: Slot): AlarmTransition {
    const { clock } = this.options;
    return {
      ...{ conditionId: condition.id, state, savedAt: clock.nowMs(), savedMono: clock.monotonicMs() },
      ...{ revision: condition.revision, alarm: null, events: [], order: null, escalation: null },
    };
  }

  private recordOf(slot: Slot): Alarm | null {
    const alarm = alarmRecord(slot, { workOrder: null, consequences: 0 });
    if (!alarm) return null;
    const workOrder = slot.alarm?.id === alarm.id ? slot.alarm.workOrder : null;
    return { ...alarm, workOrder, consequences: this.options.consequencesOf(alarm.id) };
  }

  private orderOf(slot: Slot, alarm: Alarm, { order }: StepResult): OrderEffect | null {
    if (order === 'supersede') return alarm.parent === null ? null : { action: 'supersede', parent: alarm.parent };
    if (order === null || this.options.holdsOrder(slot, alarm.priority)) return null;
    return { action: 'open', cause: orderCause(slot.condition, alarm) };
  }

  private number(transition: AlarmTransition): AlarmTransition {
    this.numbers.set(transition, ++this.lastNumber);
    return transition;
  }

  private onDelayed(waiting: readonly AlarmTransition[]): void {
    this.publish(waiting);
    for (const alarm of calledFor(waiting)) this.tell(this.untold, alarm);
  }

  private onCommitted(stored: readonly AlarmTransition[], orders: ReadonlyMap<string, number>): void {
    this.publish(stored, orders);
    for (const alarm of calledFor(stored)) this.tell(this.recorded, alarm);
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
    const before = slot?.alarm?.id === alarm.id ? slot.alarm : undefined;
    const isOvertaken = slot !== undefined && slot.shownNumber > number;
    const shown = isOvertaken && before ? before : alarm;
    const consequences = this.options.consequencesOf(alarm.id);
    const record = { ...shown, workOrder: order ?? before?.workOrder ?? shown.workOrder, consequences };
    if (slot && (!isOvertaken || before)) {
      slot.alarm = record;
      slot.shownNumber = Math.max(slot.shownNumber, number);
    }
    if (isSeen(record) || (before && isSeen(before))) this.tell(this.listeners, record);
  }

  private tell(listeners: ReadonlySet<(alarm: Alarm) => void>, alarm: Alarm): void {
    for (const listener of listeners) {
      try {
        listener(alarm);
      } catch (error) {
        this.options.logger.error({ err: error }, 'a listener of the alarms failed');
      }
    }
  }
}

/** The alarms of which these begin to call people. */
const calledFor = (transitions: readonly AlarmTransition[]): Alarm[] =>
  transitions.flatMap(({ alarm, escalation }) => (alarm && escalation?.action === 'start' ? [alarm] : []));
