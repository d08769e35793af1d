import type { Alarm } from '../../gateway/domain/alarm.ts';
import type { EscalationEffect } from '../../gateway/ports/alarm-repository.ts';
import type { Escalation, EscalationAdvance, EscalationStore } from '../../gateway/ports/escalation-store.ts';
import { applyEscalation, type EscalationProgress, isApplied } from '../../gateway/store/escalation-progress.ts';
import { MemoryOutbox } from './memory-outbox.ts';

const isUnderWay = ({ state }: EscalationProgress): boolean => state === 'running' || state === 'returning';

/** Escalations in memory, with the rules of the real ones. */
export class MemoryEscalations implements EscalationStore {
  private readonly alarms: ReadonlyMap<string, Alarm>;
  private readonly outbox: MemoryOutbox;
  private readonly listeners = new Set<() => void>();
  readonly progress = new Map<string, EscalationProgress>();

  constructor(alarms: ReadonlyMap<string, Alarm>, outbox = new MemoryOutbox(alarms)) {
    this.alarms = alarms;
    this.outbox = outbox;
  }

  async due(now: number, limit: number): Promise<readonly Escalation[]> {
    return this.underWay()
      .filter(({ dueAt }) => dueAt <= now)
      .slice(0, limit);
  }

  async running(): Promise<readonly Escalation[]> {
    return this.underWay();
  }

  async advance(advance: EscalationAdvance): Promise<boolean> {
    const { alarmId, occurrence, fromStep, fromRound, next, policy, notices } = advance;
    const before = this.progress.get(alarmId);
    if (!before || !isUnderWay(before)) return false;
    if (before.occurrence !== occurrence || before.step !== fromStep || before.round !== fromRound) return false;
    const after = next ? ({ ...next, state: 'running' } as const) : ({ state: 'finished' } as const);
    this.progress.set(alarmId, { ...before, ...after, policy });
    this.outbox.queue(notices);
    return true;
  }

  async shift(byMs: number): Promise<void> {
    for (const [id, one] of this.progress)
      if (isUnderWay(one)) this.progress.set(id, { ...one, dueAt: one.dueAt + byMs });
  }

  onChanged(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** What an alarm's transaction does to its escalation, by an event or without one; `changed` is called after the last one. */
  apply(alarmId: string, effect: EscalationEffect, isTold = true): void {
    if (!isTold && isApplied(this.progress.get(alarmId), effect)) return;
    if (effect.action === 'stop') this.outbox.supersede(alarmId, effect.at);
    const after = applyEscalation(this.progress.get(alarmId), effect);
    if (after) this.progress.set(alarmId, after);
  }

  changed(): void {
    for (const listener of this.listeners) listener();
  }

  private underWay(): Escalation[] {
    const found = [...this.progress].filter(([, one]) => isUnderWay(one));
    found.sort(([, a], [, b]) => a.priority.localeCompare(b.priority) || a.dueAt - b.dueAt);
    return found.flatMap(([id, { priority: _priority, ...one }]) => {
      const alarm = this.alarms.get(id);
      return alarm ? [{ ...one, alarm }] : [];
    });
  }
}
