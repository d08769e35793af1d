import type { EquipmentClass } from '../../domain/equipment.ts';
import type { OnCallPlan } from '../../domain/on-call.ts';
import type { SystemEvent } from '../../ports/alarm-repository.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DutyStore } from '../../ports/duty-store.ts';
import type { EscalationStore } from '../../ports/escalation-store.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Metrics } from '../../ports/metrics.ts';
import type { OnCallService } from '../../ports/on-call-service.ts';
import type { Outbox } from '../../ports/outbox.ts';
import { Escalator } from '../escalation/escalator.ts';
import { CoverageWatch } from './coverage-watch.ts';
import { createOnCallService } from './on-call-service.ts';

export interface DutyRuntimeOptions {
  readonly plan: OnCallPlan;
  readonly store: {
    readonly escalations: EscalationStore;
    readonly outbox: Pick<Outbox, 'add' | 'list'>;
    readonly duty: DutyStore;
  };
  /** Into the journal. */
  readonly note: (events: readonly SystemEvent[]) => Promise<void>;
  /** Undefined for equipment that is no longer in the site file. */
  readonly equipmentClass: (equipment: string) => EquipmentClass | undefined;
  /** Whether a channel is also to say that an alarm has returned. */
  readonly tellsReturn: (channel: string) => boolean;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

export interface DutyRuntime {
  readonly service: OnCallService;
  /** Takes the steps that fell due meanwhile and looks at the coverage. Never rejects: what the store does not answer is tried again. */
  start(): Promise<void>;
  /** Waits for the step under way. */
  stop(): Promise<void>;
  /** The wall clock was set: escalations follow it at once. */
  clockStepped(): void;
}

/** Everything between an alarm and the outbox, put together: who has the duty, whether somebody always has, and the steps that tell them. */
export function createDutyRuntime(options: DutyRuntimeOptions): DutyRuntime {
  const { store, ...rest } = options;
  const escalator = new Escalator({ ...rest, ...store });
  const watch = new CoverageWatch({ ...rest, ...store });
  const service = createOnCallService({ ...rest, ...store, onChanged: () => watch.look() });
  return {
    service,
    async start() {
      await escalator.start();
      await watch.start();
    },
    async stop() {
      await watch.stop();
      await escalator.stop();
    },
    clockStepped: () => escalator.clockStepped(),
  };
}
