import type { Alarm } from '../../domain/alarm.ts';
import type { DeliverySettings } from '../../domain/delivery-settings.ts';
import type { OnCallPlan } from '../../domain/on-call.ts';
import type { AccountStore } from '../../ports/account-store.ts';
import type { AlarmService } from '../../ports/alarm-service.ts';
import type { AnswerService } from '../../ports/answer-service.ts';
import type { AnswerStore } from '../../ports/answer-store.ts';
import type { Channel } from '../../ports/channel.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DeliveryService } from '../../ports/delivery-service.ts';
import type { DutyStore } from '../../ports/duty-store.ts';
import type { EscalationStore } from '../../ports/escalation-store.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Metrics } from '../../ports/metrics.ts';
import type { OnCallService } from '../../ports/on-call-service.ts';
import type { Outbox } from '../../ports/outbox.ts';
import { createAnswers } from '../answers/answer-service.ts';
import { createComposer, type MessageSite } from './compose.ts';
import { Delivery } from './delivery.ts';
import { createDeliveryService } from './delivery-service.ts';
import type { DutyDesk, DutyMessage } from './duty-desk.ts';
import { createDutyTargets } from './duty-targets.ts';
import { GatewayWatch } from './gateway-watch.ts';
import { HeartbeatSender } from './heartbeat.ts';
import { heartbeatTargets } from './heartbeat-targets.ts';
import { createHurry } from './hurry-escalation.ts';
import { nextContactOf } from './next-contact.ts';
import { SelfTest } from './self-test.ts';
import { StandingList } from './standing-list.ts';

export interface DeliveryRuntimeOptions {
  readonly site: MessageSite;
  readonly plan: OnCallPlan;
  readonly settings: DeliverySettings;
  /** By the id the site file gives them; closed with the runtime. */
  readonly channels: ReadonlyMap<string, Channel>;
  readonly store: {
    readonly outbox: Outbox;
    readonly duty: Pick<DutyStore, 'overrides'>;
    readonly escalations: Pick<EscalationStore, 'running' | 'advance'>;
    readonly accounts: Pick<AccountStore, 'find' | 'audit'>;
    readonly answers: AnswerStore;
  };
  readonly onCall: Pick<OnCallService, 'turns'>;
  /** From the store, so that it answers before the alarms are there. */
  readonly alarm: (id: string) => Promise<Alarm | undefined>;
  readonly act: AlarmService['act'];
  readonly isFlood: () => boolean;
  /** Alarms that have been active for too long, the oldest first. */
  readonly standing: () => readonly Alarm[];
  /** What the heartbeat says of this gateway. */
  readonly health: () => { readonly healthy: boolean; readonly openAlarms: number };
  /** A P1 alarm has reached nobody for two minutes: relay, siren. Never throws. */
  readonly onSilence: (alarmId: string, occurrence: number) => void;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly random: () => number;
  readonly fetch: typeof fetch;
}

export interface DeliveryRuntime {
  readonly service: DeliveryService;
  readonly answers: AnswerService;
  /** Whoever has the duty is told here of what is no alarm. */
  readonly duty: Pick<DutyDesk, 'tell'>;
  /** Throws STORE_UNAVAILABLE. */
  start(): Promise<void>;
  /** Waits for the messages being sent, then closes the channels. */
  stop(): Promise<void>;
}

/** Everything between the outbox and people, put together. Rejects with STORE_UNAVAILABLE. */
export async function createDeliveryRuntime(options: DeliveryRuntimeOptions): Promise<DeliveryRuntime> {
  const { site, plan, settings, channels, store, onCall, clock } = options;
  const { outbox, accounts, duty: dutyStore } = store;
  const ids = new Set(channels.keys());
  const targets = createDutyTargets(plan, dutyStore, ids);
  // The desk belongs to the delivery, whose messages need the links, whose hook needs the watch.
  const told: { tell: (message: DutyMessage) => void } = { tell: () => {} };
  const watch = new GatewayWatch({ watched: settings.watches, duty: { tell: (message) => told.tell(message) }, clock });
  const people = new Map(plan.people.map((person) => [person.id, person]));
  const key = await store.answers.key();
  const answers = createAnswers({ ...options, key, store: store.answers, people, accounts, outbox, watch });
  const delivery = new Delivery({
    ...{ ...options, outbox, compose: createComposer({ site, alarm: options.alarm, answers: answers.ways }) },
    ...{ dutyTargets: targets, nextContact: nextContactOf(plan, ids) },
    onUnreached: createHurry({ ...options, escalations: store.escalations }),
  });
  told.tell = (message) => delivery.duty.tell(message);
  const selfTest = new SelfTest({
    ...{ ...options, outbox, targets, audit: accounts, duty: delivery.duty },
    ...{ timeZone: site.timeZone, dailyAt: settings.selfTestAt, shiftStarts: shiftStartsOf(onCall) },
  });
  const standing = new StandingList({ ...options, outbox, targets });
  const beats = heartbeatTargets(settings, channels, options.fetch);
  const heartbeat = new HeartbeatSender({ ...options, gateway: site.id, targets: beats });
  return {
    service: createDeliveryService({ outbox, delivery, selfTest, watch, clock }),
    answers: answers.service,
    duty: delivery.duty,
    async start() {
      await delivery.start();
      selfTest.start();
      standing.start();
      watch.start();
      heartbeat.start();
    },
    async stop() {
      watch.stop();
      answers.stop();
      await Promise.all([selfTest.stop(), standing.stop(), heartbeat.stop()]);
      await delivery.stop();
    },
  };
}

const shiftStartsOf =
  (onCall: Pick<OnCallService, 'turns'>) =>
  async (from: number, to: number): Promise<readonly number[]> => {
    const turns = await onCall.turns(from, to + 1);
    return turns.map(({ startsAt }) => startsAt).filter((at) => at > from && at <= to);
  };
