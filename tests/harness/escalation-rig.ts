import type { Alarm } from '../../gateway/domain/alarm.ts';
import type { OnCallPlan } from '../../gateway/domain/on-call.ts';
import { Escalator } from '../../gateway/notifications/escalation/escalator.ts';
import { plan, policy, step, toPerson, toRotation } from '../../gateway/notifications/on-call/on-call.fixtures.ts';
import type { EscalationEffect } from '../../gateway/ports/alarm-repository.ts';
import type { Notice } from '../../gateway/ports/outbox.ts';
import { exampleAlarm } from './alarm-records.ts';
import { ManualClock, settle } from './manual-clock.ts';
import { MemoryDutyStore } from './memory-duty-store.ts';
import { MemoryEscalations } from './memory-escalations.ts';
import { MemoryOutbox } from './memory-outbox.ts';
import { silentLogger } from './silent-logger.ts';
import { silentMetrics } from './silent-metrics.ts';

const MINUTE_MS = 60_000;

/** Alarms whose people are told by the code under test, over stores in memory. */
export class EscalationRig {
  readonly clock: ManualClock;
  readonly alarms = new Map<string, Alarm>();
  readonly outbox = new MemoryOutbox(this.alarms);
  readonly escalations = new MemoryEscalations(this.alarms, this.outbox);
  readonly duty = new MemoryDutyStore();
  readonly startMs: number;
  private readonly plan: OnCallPlan;
  escalator: Escalator;

  constructor(plan: OnCallPlan, startMs: number) {
    this.plan = plan;
    this.startMs = startMs;
    this.clock = new ManualClock(startMs);
    this.escalator = this.create(plan);
  }

  /** The process ends and begins again, perhaps with another site file. */
  async restart(awayMs: number, plan = this.plan): Promise<void> {
    await this.escalator.stop();
    await this.clock.advanceAsync(awayMs);
    this.escalator = this.create(plan);
    await this.escalator.start();
  }

  async raise(change: Partial<Alarm>): Promise<Alarm> {
    const now = this.clock.nowMs();
    const alarm = exampleAlarm({ id: 'CH-1.high~1', activeAt: now, annunciatedAt: now, ...change });
    const { occurrence, priority } = alarm;
    await this.change(alarm, { action: 'start', occurrence, priority, at: now });
    return alarm;
  }

  acknowledge(alarm: Alarm): Promise<void> {
    const acknowledged: Alarm = { ...alarm, state: 'active-acknowledged', acknowledgedBy: 'kim' };
    return this.change(acknowledged, { action: 'stop', at: this.clock.nowMs() });
  }

  /** A transaction of the alarm's own. */
  async change(alarm: Alarm, effect: EscalationEffect | null): Promise<void> {
    this.alarms.set(alarm.id, alarm);
    if (effect) this.escalations.apply(alarm.id, effect);
    this.escalations.changed();
    await settle();
  }

  /** Everything queued goes out. */
  async sendAll(): Promise<void> {
    for (const channel of new Set(this.outbox.rows.map((row) => row.channel))) {
      const at = this.clock.nowMs();
      for (const notice of await this.outbox.lease(channel, 1_000, at, MINUTE_MS))
        await this.outbox.settle(notice, { state: 'sent', at, receipt: null });
    }
  }

  async minutes(count: number): Promise<void> {
    await this.clock.advanceAsync(count * MINUTE_MS);
  }

  /** So many minutes in which nothing falls due, without stopping at each look. */
  async leap(count: number): Promise<void> {
    this.clock.advance(count * MINUTE_MS);
    await settle();
  }

  /** `<minute of the test> <kind> <person or channel>`, in the order they were queued. */
  told(kinds: readonly Notice['kind'][] = ['alarm', 'returned', 'digest', 'duty']): readonly string[] {
    return this.outbox.rows
      .filter(({ kind }) => kinds.includes(kind))
      .map(({ queuedAt, kind, recipient, channel }) => {
        return `${(queuedAt - this.startMs) / MINUTE_MS} ${kind} ${recipient || channel}`;
      });
  }

  private create(plan: OnCallPlan): Escalator {
    return new Escalator({
      ...{ plan, escalations: this.escalations, outbox: this.outbox, duty: this.duty, clock: this.clock },
      ...{ equipmentClass: (id: string) => (id.startsWith('L') ? 'lift' : 'chiller'), tellsReturn: () => true },
      ...{ logger: silentLogger, metrics: silentMetrics },
    });
  }
}

/** Started, on a clock that shows this local time of London in winter. */
export async function startRig(plan: OnCallPlan, local = '2026-01-06T07:58'): Promise<EscalationRig> {
  const rig = new EscalationRig(plan, Date.parse(`${local}Z`));
  await rig.escalator.start();
  return rig;
}

const FOREVER = Number.MAX_SAFE_INTEGER;

/** Duty, then the shift lead after ten minutes; again every two minutes until somebody answers. */
export const urgent = (change: Partial<OnCallPlan> = {}): OnCallPlan =>
  plan({
    policies: [
      policy('all', [step(0, [toRotation()]), step(10, [toPerson('eva')])], {
        repeat: { afterMs: 2 * 60_000, times: FOREVER },
      }),
    ],
    ...change,
  });

/** Only the duty, every two minutes. */
export const insisting = (change: Partial<OnCallPlan> = {}): OnCallPlan =>
  plan({
    policies: [policy('all', [step(0, [toRotation()])], { repeat: { afterMs: 2 * 60_000, times: FOREVER } })],
    ...change,
  });
