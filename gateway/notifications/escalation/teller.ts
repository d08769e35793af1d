import type { EquipmentClass } from '../../domain/equipment.ts';
import type { OnCallPlan } from '../../domain/on-call.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DutyStore } from '../../ports/duty-store.ts';
import type { Escalation, EscalationStore } from '../../ports/escalation-store.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Counter, Metrics } from '../../ports/metrics.ts';
import type { Outbox } from '../../ports/outbox.ts';
import { countingOverrides } from '../on-call/counting-overrides.ts';
import { decideReturn } from './decide-return.ts';
import { decideStep, type StepFacts } from './decide-step.ts';
import type { Digest } from './join-policies.ts';
import { afterDigest, makeDigest, waitingFor } from './make-digest.ts';
import type { DutyMoment } from './recipients.ts';

/** Notices of one alarm that are looked through for who was told. */
const MOST_NOTICES = 1_000;

export interface TellerOptions {
  readonly plan: OnCallPlan;
  readonly escalations: EscalationStore;
  readonly outbox: Pick<Outbox, 'list'>;
  readonly duty: Pick<DutyStore, 'overrides'>;
  /** Undefined for equipment that is no longer in the site file. */
  readonly equipmentClass: (equipment: string) => EquipmentClass | undefined;
  /** Whether a channel is also to say that an alarm has returned. */
  readonly tellsReturn: (channel: string) => boolean;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** Takes steps of escalations: what is told to whom, and on to the next, in one transaction each. */
export class Teller {
  private readonly options: TellerOptions;
  private readonly steps: Counter;

  constructor(options: TellerOptions) {
    this.options = options;
    const help = 'Steps of escalations by what became of them';
    this.steps = options.metrics.counter('plantroom_escalation_steps_total', help, ['result']);
  }

  /** Answers how many have moved on. One that fails does not keep the others from it. Rejects when the duty cannot be read. */
  async tell(due: readonly Escalation[]): Promise<number> {
    if (due.length === 0) return 0;
    const duty = await this.dutyNow();
    const digests = new Map<string, Digest>();
    let moved = 0;
    for (const escalation of due) if (await this.tryOne(duty, escalation, digests)) moved += 1;
    for (const digest of digests.values()) moved += await this.tellDigest(duty, digest);
    return moved;
  }

  private async dutyNow(): Promise<DutyMoment> {
    const { plan, duty, clock } = this.options;
    const at = clock.nowMs();
    return { plan, at, overrides: countingOverrides(await duty.overrides(at, at + 1)) };
  }

  private async tryOne(duty: DutyMoment, escalation: Escalation, digests: Map<string, Digest>): Promise<boolean> {
    try {
      return escalation.state === 'returning'
        ? await this.tellReturn(duty, escalation)
        : await this.tellStep(duty, escalation, digests);
    } catch (error) {
      const { alarm } = escalation;
      this.options.logger.warn({ err: error, alarm: alarm.id }, 'an alarm could not be told; trying again');
      return false;
    }
  }

  private async tellReturn(duty: DutyMoment, escalation: Escalation): Promise<boolean> {
    const { escalations, outbox, tellsReturn } = this.options;
    const rows = await outbox.list({ alarmId: escalation.alarm.id, limit: MOST_NOTICES });
    const wanted = rows.filter(({ channel }) => tellsReturn(channel));
    return this.counted('returned', await escalations.advance(decideReturn(duty, escalation, wanted)));
  }

  private async tellStep(duty: DutyMoment, escalation: Escalation, digests: Map<string, Digest>): Promise<boolean> {
    const { escalations, logger } = this.options;
    const { alarm, step } = escalation;
    const decision = decideStep(duty, await this.factsOf(escalation));
    if (decision.kind === 'digest') {
      digests.set(decision.digest.policy, decision.digest);
      return false;
    }
    const { kind, advance } = decision;
    const isDone = await escalations.advance(advance);
    if (isDone && kind === 'unroutable')
      logger.error({ alarm: alarm.id, policy: advance.policy, step }, 'nobody of this step could be told');
    return this.counted(kind, isDone);
  }

  private async factsOf(escalation: Escalation): Promise<StepFacts> {
    const { outbox, equipmentClass } = this.options;
    const { alarm, policy } = escalation;
    // Only P3 and P4 ever take a step again.
    const isFirst = policy === null || alarm.priority === 'P1' || alarm.priority === 'P2';
    const rows = isFirst ? [] : await outbox.list({ alarmId: alarm.id, limit: MOST_NOTICES });
    return { escalation, equipmentClass: equipmentClass(alarm.equipment), queued: new Set(rows.map(({ id }) => id)) };
  }

  /** The first that is moved on takes the messages with it; they tell of the others too. */
  private async tellDigest(duty: DutyMoment, digest: Digest): Promise<number> {
    const { escalations } = this.options;
    const due = waitingFor(duty, digest, await escalations.running());
    let notices = makeDigest(duty, digest, due);
    let moved = 0;
    for (const escalation of due) {
      const isDone = await escalations.advance(afterDigest(escalation, notices));
      if (!this.counted('digest', isDone)) continue;
      notices = [];
      moved += 1;
    }
    return moved;
  }

  /** `answered`: somebody acknowledged, or the alarm changed, between the look at it and the step. */
  private counted(result: string, isDone: boolean): boolean {
    this.steps.add(1, { result: isDone ? result : 'answered' });
    return isDone;
  }
}
